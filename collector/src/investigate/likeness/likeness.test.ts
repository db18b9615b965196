import { countLevels, recogniseCategories, recogniseNumbers } from '.';
import { undo } from './expressions';

/** Skewed and positive, as amounts are; a seed decides. */
function amounts(count: number, seed: number, step = 0): number[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  return Array.from({ length: count }, () => {
    const value = 40 * Math.exp(0.6 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()));
    return step > 0 ? Math.round(value / step) * step : value;
  });
}

const before = amounts(3000, 1);
const after = amounts(800, 2);

describe('numbers', () => {
  it.each([12, 60, 100, 1000, 1024, 2.54, 1 / 12, 1 / 1000, 0.45359237])(
    'multiplied by %d are known by that factor, with the repair',
    (factor) => {
      const found = recogniseNumbers(
        'amount',
        before,
        after.map((value) => value * factor),
      );
      expect(found!.likeness).toMatchObject({ pattern: 'factor', share: 1 });
      expect(found!.likeness.factor).toBeCloseTo(factor, 6);
      expect(found!.expression).toMatch(/^amount [*/] \d/);
    },
  );

  it('in whole years are told to be months', () => {
    const ages = amounts(3000, 3, 1);
    const months = amounts(500, 4, 1).map((age) => age * 12);
    expect(recogniseNumbers('age', ages, months)).toMatchObject({
      likeness: { pattern: 'factor', factor: 12 },
      expression: 'age / 12',
    });
  });

  it('of which only some were multiplied are repaired where they are beyond everything known', () => {
    const some = after.map((value, index) => (index % 3 === 0 ? value * 1000 : value));
    const found = recogniseNumbers('amount', before, some);
    expect(found!.likeness).toMatchObject({ pattern: 'factor', factor: 1000 });
    expect(found!.likeness.share).toBeGreaterThan(0.25);
    expect(found!.likeness.share).toBeLessThan(0.42);
    expect(found!.expression).toMatch(/^if\(amount > [\d.]+, amount \/ 1000, amount\)$/);
  });

  it.each<[string, (value: number) => number, string]>([
    ['moved', (value) => value + 25, 'offset'],
    ['cut off', Math.trunc, 'truncated'],
    ['in tens', (value) => Math.round(value / 10) * 10, 'truncated'],
    ['clipped', (value) => Math.min(value, 55), 'clipped'],
    ['stuck', () => 40, 'constant'],
    ['negated', (value) => -value, 'factor'],
    ['in Fahrenheit', (value) => value * 1.8 + 32, 'linear'],
  ])('that are %s look so', (_, change, pattern) => {
    expect(recogniseNumbers('amount', before, after.map(change))!.likeness.pattern).toBe(pattern);
  });

  it('that did not change look like nothing', () => {
    expect(recogniseNumbers('amount', before, after)).toBeNull();
    expect(recogniseNumbers('amount', before, [1, 2])).toBeNull();
  });
});

describe('categories', () => {
  const levels = (shares: Record<string, number>, rows = 2000) =>
    countLevels(
      Object.entries(shares).flatMap(([level, share]) =>
        Array.from({ length: Math.round(share * rows) }, () => level),
      ),
    );
  const old = levels({ a: 0.6, b: 0.3, c: 0.1 });

  it('with another name for a level are mapped back', () => {
    expect(recogniseCategories('kind', 'category', old, levels({ A: 0.59, b: 0.31, c: 0.1 }))).toMatchObject({
      likeness: { pattern: 'renamed', levels: [{ from: 'A', to: 'a' }] },
      expression: 'map(kind, "A", "a")',
    });
  });

  it('with other names for all of them are mapped back one by one', () => {
    const found = recogniseCategories('job-type', 'category', old, levels({ x: 0.6, y: 0.3, z: 0.1 }));
    expect(found!.expression).toBe('map(`job-type`, "x", "a", "y", "b", "z", "c")');
  });

  it('of which two are exchanged are exchanged back', () => {
    const found = recogniseCategories('kind', 'category', old, levels({ a: 0.3, b: 0.6, c: 0.1 }));
    expect(found).toMatchObject({
      likeness: { pattern: 'renamed' },
      expression: 'map(kind, "b", "a", "a", "b")',
    });
  });

  it('that are counted as one another cannot be told apart again', () => {
    const found = recogniseCategories('kind', 'category', old, levels({ a: 0.6, b: 0.4 }));
    expect(found).toMatchObject({ likeness: { pattern: 'merged' }, expression: null });
  });

  it('that are stuck are a constant', () => {
    const found = recogniseCategories('kind', 'category', old, levels({ b: 1 }));
    expect(found).toMatchObject({ likeness: { pattern: 'constant', words: 'the constant "b"' } });
  });

  it('that moved without any of this look like nothing', () => {
    expect(recogniseCategories('kind', 'category', old, levels({ a: 0.5, b: 0.3, c: 0.2 }))).toBeNull();
    expect(recogniseCategories('kind', 'category', old, old)).toBeNull();
  });
});

it.each<[number, number, string]>([
  [12, 0, 'age / 12'],
  [1 / 12, 0, 'age * 12'],
  [-1, 0, '-age'],
  [1, 32, 'age - 32'],
  [1, -17.5, 'age + 17.5'],
  [1.8, 32, '(age - 32) / 1.8'],
  [1 / 1.8, -17.5, '(age + 17.5) * 1.8'],
])('undoes a factor of %d and an offset of %d by %s', (factor, offset, expression) => {
  expect(undo('age', factor, offset)).toBe(expression);
});

it('never proposes what the language cannot read', () => {
  expect(undo('job-type', 12, 0)).toBe('`job-type` / 12');
  expect(undo('if', 12, 0)).toBe('`if` / 12');
});
