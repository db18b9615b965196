import { estimateArrival, forecastDay } from '../prepare';
import { summarize } from './summarize';

const DAY_MS = 86_400_000;
const days = [
  [60, 80],
  [60, null],
  [null, null],
].map((arrived, index) => ({ dayMs: index * DAY_MS, days: 1, served: 100, arrived, partial: [null, null] }));

test('says until when numbers may be believed, how long labels take, and what is to come', () => {
  const estimate = estimateArrival({ ages: [1, 2], days });
  const figures = summarize(
    estimate,
    days.map((day) => forecastDay(day, estimate)),
    0.9,
  );
  expect(figures.map(({ value }) => value)).toEqual(['1 Jan 1970', '16 h', '1.8 days', '100', '20%']);
  expect(figures[0]!.note).toBe('90% of a day’s labels are there after 1.6 days');
});

test('knows nothing where no label has come', () => {
  const none = [{ dayMs: 0, days: 1, served: 100, arrived: [0], partial: [null] }];
  const estimate = estimateArrival({ ages: [1], days: none });
  const figures = summarize(
    estimate,
    none.map((day) => forecastDay(day, estimate)),
    0.9,
  );
  expect(figures.map(({ value }) => value)).toEqual(['no day yet', 'not known', 'not known', '0', '100%']);
});
