import type { FeatureSpec, Repair } from '../../contract';
import { categoryColumn, numberColumn } from '../testing/demoLog';
import { applyRepairs, compileRepairs } from './index';

const FEATURES: FeatureSpec[] = [
  { name: 'age', type: 'number' },
  { name: 'kind', type: 'category' },
  { name: 'open', type: 'boolean' },
];
const SEGMENTS = ['client'];
const batch = () => ({
  rows: 4,
  versions: categoryColumn(['v1', 'v1', 'v2', 'v2']),
  segments: { client: categoryColumn(['mobile', 'web', 'mobile', null]) },
  features: {
    age: numberColumn([120, 30, 240, null]),
    kind: categoryColumn(['Y', '1', null, 'Y']),
    open: categoryColumn(['true', 'false', null, 'true']),
  },
});

function repaired(repairs: Repair[]) {
  const texts = new Set(['kind']);
  const features = applyRepairs(compileRepairs(repairs, FEATURES, SEGMENTS), batch(), texts);
  return Object.fromEntries(
    Object.entries(features).map(([name, column]) => [
      name,
      column.type === 'number'
        ? [...column.values]
        : [...column.codes].map((code) => column.dictionary[code] ?? null),
    ]),
  );
}

it('repairs numbers where the filters pass, and shares what it leaves alone', () => {
  const where = [{ key: 'client', operator: '=' as const, values: ['mobile'] }];
  expect(repaired([{ feature: 'age', expression: 'age / 12', where }]).age).toEqual([10, 30, 20, NaN]);
  const own = batch();
  const compiled = compileRepairs([{ feature: 'age', expression: 'age / 12' }], FEATURES, SEGMENTS);
  const after = applyRepairs(compiled, own, new Set());
  expect(after['kind']).toBe(own.features.kind);
  expect([...own.features.age.values]).toEqual([120, 30, 240, NaN]);
});

it('repairs categories, also to ones that the batch has not seen', () => {
  expect(repaired([{ feature: 'kind', expression: 'map(kind, "Y", "9")' }]).kind).toEqual([
    '9',
    '1',
    null,
    '9',
  ]);
  expect(repaired([{ feature: 'open', expression: 'not open' }]).open).toEqual([
    'false',
    'true',
    null,
    'false',
  ]);
  expect(repaired([{ feature: 'open', expression: 'missing' }]).open).toEqual([null, null, null, null]);
});

it('filters by version, by what is not, and by a segment that is missing', () => {
  const byVersion = [{ key: 'version', operator: '!=' as const, values: ['v1'] }];
  expect(repaired([{ feature: 'age', expression: '1', where: byVersion }]).age).toEqual([120, 30, 1, 1]);
  const byMissing = [{ key: 'client', operator: '=' as const, values: ['missing'] }];
  expect(repaired([{ feature: 'age', expression: '1', where: byMissing }]).age).toEqual([120, 30, 240, 1]);
});

it('reads what was logged in every expression; the later repair of a feature wins', () => {
  const { age, kind } = repaired([
    { feature: 'age', expression: 'age + 1' },
    { feature: 'kind', expression: 'if(age > 100, "old", kind)' },
    { feature: 'age', expression: 'age * 2', where: [{ key: 'version', operator: '=', values: ['v2'] }] },
  ]);
  expect(age).toEqual([121, 31, 480, NaN]);
  expect(kind).toEqual(['old', '1', 'old', null]);
});

it.each<[Repair, string]>([
  [{ feature: 'x', expression: '1' }, 'repair-invalid'],
  [{ feature: 'age', expression: 'kind' }, 'expression-invalid'],
  [{ feature: 'kind', expression: '1' }, 'expression-invalid'],
  [
    { feature: 'age', expression: '1', where: [{ key: 'region', operator: '=', values: ['x'] }] },
    'repair-invalid',
  ],
])('refuses %j', (repair, code) => {
  expect(() => compileRepairs([repair], FEATURES, SEGMENTS)).toThrow(expect.objectContaining({ code }));
});
