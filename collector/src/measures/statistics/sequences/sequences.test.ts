import { seededRandom } from '../bootstrap';
import { wilsonInterval } from '../wilsonInterval';
import {
  createMeanSequence,
  quantileSequence,
  rateDifferenceSequence,
  rateSequence,
  stratifiedDifference,
  type Stratum,
} from '.';

const STREAMS = 200;
const LENGTH = 1000;

/** Share of streams in which some moment's interval misses the truth. */
function shareMissed(
  truth: number,
  seed: number,
  look: (yes: number, n: number) => { lower: number; upper: number },
): number {
  const random = seededRandom(seed);
  let missed = 0;
  for (let stream = 0; stream < STREAMS; stream++) {
    let yes = 0;
    for (let n = 1; n <= LENGTH; n++) {
      if (random() < truth) yes += 1;
      // Looking at a twentieth of the moments is enough to see the difference.
      if (n % 20 !== 0) continue;
      const { lower, upper } = look(yes, n);
      if (truth < lower || truth > upper) {
        missed += 1;
        break;
      }
    }
  }
  return missed / STREAMS;
}

test.each([0.02, 0.5])(
  'looked at all the time, a rate of %d is missed in under 5 %% of the streams, and by Wilson in far more',
  (truth) => {
    expect(shareMissed(truth, 1, (yes, n) => rateSequence({ share: yes / n, n }))).toBeLessThan(0.05);
    expect(shareMissed(truth, 1, (yes, n) => wilsonInterval({ share: yes / n, n })!)).toBeGreaterThan(0.15);
  },
);

test('a rate without requests may be anything', () => {
  expect(rateSequence({ share: 0, n: 0 })).toEqual({ lower: 0, upper: 1 });
});

test('at an end the interval keeps the end, and narrows with requests', () => {
  const few = rateSequence({ share: 1, n: 100 });
  const many = rateSequence({ share: 1, n: 10_000 });
  expect(few.upper).toBe(1);
  expect(many.lower).toBeGreaterThan(few.lower);
});

test('a difference of two rates turns its sign with them, and holds both of their sequences', () => {
  const first = { share: 0.03, n: 4000 };
  const second = { share: 0.01, n: 5000 };
  const forth = rateDifferenceSequence({ first, second });
  const back = rateDifferenceSequence({ first: second, second: first });
  expect(forth.lower).toBeCloseTo(-back.upper, 12);
  expect(forth.lower).toBeGreaterThan(0);
  expect(forth.upper).toBeGreaterThan(0.02);
});

test('a mean looked at after every value is missed in under 5 % of the streams', () => {
  const random = seededRandom(3);
  let missed = 0;
  for (let stream = 0; stream < STREAMS; stream++) {
    const sequence = createMeanSequence({ least: 0, greatest: 10 });
    // Uniform values squared: the mean of 10 u² is 10 / 3.
    for (let n = 0; n < LENGTH; n++) sequence.record(10 * random() ** 2);
    const { lower, upper } = sequence.interval();
    // The narrowest so far is kept, so the last interval misses if any before it did.
    if (10 / 3 < lower || 10 / 3 > upper) missed += 1;
  }
  expect(missed / STREAMS).toBeLessThan(0.05);
});

test('a mean without values may be anything between its bounds, and a value outside of them is refused', () => {
  const sequence = createMeanSequence({ least: -1, greatest: 3 });
  expect(sequence.interval()).toEqual({ lower: -1, upper: 3 });
  expect(() => sequence.record(3.1)).toThrow('3.1 is not between -1 and 3');
  expect(() => sequence.record(Number.NaN)).toThrow(RangeError);
});

test.each([0.5, 0.95])(
  'a %d quantile looked at all the time is missed in under 5 %% of the streams',
  (quantile) => {
    const random = seededRandom(4);
    let missed = 0;
    for (let stream = 0; stream < STREAMS; stream++) {
      const values: number[] = [];
      for (let n = 1; n <= LENGTH; n++) {
        values.push(random());
        if (n % 50 !== 0) continue;
        values.sort((a, b) => a - b);
        const { lower, upper } = quantileSequence({ quantile, n });
        // Of uniform values the quantile is the share itself.
        const [from, to] = [lower === null ? 0 : values[lower - 1]!, upper === null ? 1 : values[upper - 1]!];
        if (quantile < from || quantile > to) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / STREAMS).toBeLessThan(0.05);
  },
);

test('the ranks of a quantile close in on it, and a few values bound no high one', () => {
  expect(quantileSequence({ quantile: 0.95, n: 0 })).toEqual({ lower: null, upper: null });
  expect(quantileSequence({ quantile: 0.95, n: 20 }).upper).toBeNull();
  const { lower, upper } = quantileSequence({ quantile: 0.95, n: 100_000 });
  expect(lower! / 100_000).toBeGreaterThan(0.945);
  expect(upper! / 100_000).toBeLessThan(0.955);
});

test('a canary that grows through a bad hour is not blamed for the hour, whenever it is looked at', () => {
  const random = seededRandom(5);
  const draw = (n: number, rate: number) => {
    let yes = 0;
    for (let i = 0; i < n; i++) if (random() < rate) yes += 1;
    return { yes, n };
  };
  let missed = 0;
  let pooledMissed = 0;
  for (let stream = 0; stream < STREAMS; stream++) {
    const strata: Stratum[] = [];
    let isMissed = false;
    for (let hour = 0; hour < 24; hour++) {
      // Both fail alike; in the second half far more do, and the canary has half of the traffic then.
      const [share, rate] = hour < 12 ? [0.05, 0.01] : [0.5, 0.06];
      strata.push({ first: draw(200 * share, rate), second: draw(200 * (1 - share), rate) });
      const { lower, upper } = stratifiedDifference(strata)!;
      if (lower > 0 || upper < 0) isMissed = true;
    }
    const pool = (side: 'first' | 'second') => {
      const n = strata.reduce((sum, one) => sum + one[side].n, 0);
      return { share: strata.reduce((sum, one) => sum + one[side].yes, 0) / n, n };
    };
    // The same requests without their hours, looked at once.
    const pooled = rateDifferenceSequence({ first: pool('first'), second: pool('second') });
    if (isMissed) missed += 1;
    if (pooled.lower > 0 || pooled.upper < 0) pooledMissed += 1;
  }
  expect(missed / STREAMS).toBeLessThan(0.05);
  expect(pooledMissed / STREAMS).toBeGreaterThan(missed / STREAMS);
});

test('a difference over moments is found, and moments of one alone tell nothing', () => {
  const strata = Array.from({ length: 20 }, () => ({
    first: { yes: 10, n: 100 },
    second: { yes: 20, n: 1000 },
  }));
  const { value, lower, upper } = stratifiedDifference(strata)!;
  expect(value).toBeCloseTo(0.08, 12);
  expect(lower).toBeGreaterThan(0.05);
  expect(upper).toBeLessThan(0.11);
  const alone = { first: { yes: 0, n: 0 }, second: { yes: 900, n: 1000 } };
  expect(stratifiedDifference([...strata, alone])).toEqual(stratifiedDifference(strata));
  expect(stratifiedDifference([alone])).toBeNull();
});
