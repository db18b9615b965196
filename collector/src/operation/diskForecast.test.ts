import { DiskWatch, forecastDiskDays } from './diskForecast';

const HOUR = 3_600_000;

test('steady growth fills the free bytes in free / growth', () => {
  const samples = [0, 1, 2, 3].map((hour) => ({ at: hour * HOUR, usedBytes: 1000 + hour * 50 }));
  expect(forecastDiskDays(samples, 1200)).toBeCloseTo(1, 12);
});

test('what does not grow never fills the disk', () => {
  const still = [0, 1, 2].map((hour) => ({ at: hour * HOUR, usedBytes: 7 }));
  expect(forecastDiskDays(still, 100)).toBe(Infinity);
});

test('ten minutes of history are needed for a forecast', () => {
  expect(forecastDiskDays([], 100)).toBeNull();
  expect(
    forecastDiskDays(
      [
        { at: 0, usedBytes: 1 },
        { at: 1000, usedBytes: 2 },
      ],
      100,
    ),
  ).toBeNull();
});

test('samples older than a day are forgotten', () => {
  const watch = new DiskWatch();
  watch.record({ at: 0, usedBytes: 1_000_000 });
  for (let hour = 30; hour <= 40; hour += 1) watch.record({ at: hour * HOUR, usedBytes: hour });
  expect(watch.daysUntilFull(24)).toBeCloseTo(1, 9);
});
