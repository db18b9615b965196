import { seededRandom } from '../bootstrap';
import { wilsonInterval } from '../wilsonInterval';
import { createMeanSequence, rateDifferenceSequence, rateSequence } from '.';

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
