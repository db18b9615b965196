import { lastMatureWindow } from './lastMatureWindow';

const DAY = 86_400_000;
const days = [0.97, 0.95, 0.91, 0.6, null].map((coverage, index) => ({ day: index * DAY, coverage }));

it('ends with the last day whose labels are mature, and not after now', () => {
  expect(lastMatureWindow(days, { lengthMs: 2 * DAY, to: 9 * DAY, maturity: 0.9 })).toEqual({
    from: DAY,
    to: 3 * DAY,
  });
  expect(lastMatureWindow(days, { lengthMs: DAY, to: 2.5 * DAY, maturity: 0.9 })).toEqual({
    from: 1.5 * DAY,
    to: 2.5 * DAY,
  });
});

it('finds nothing where no day is mature', () => {
  expect(lastMatureWindow(days, { lengthMs: DAY, to: 9 * DAY, maturity: 0.99 })).toBeNull();
  expect(lastMatureWindow([], { lengthMs: DAY, to: 9 * DAY, maturity: 0.9 })).toBeNull();
});
