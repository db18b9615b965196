import { PATIENCE_MS, pollUntil, TookTooLong } from './pollUntil';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const hasEnded = (answer: number): boolean => answer === 3;

test('asks until the answer has ended, and tells those on the way', async () => {
  let asked = 0;
  const heard: number[] = [];
  const told = pollUntil(async () => ++asked, hasEnded, {
    signal: new AbortController().signal,
    onAnswer: (answer) => heard.push(answer),
  });
  await jest.advanceTimersByTimeAsync(5_000);
  await expect(told).resolves.toBe(3);
  expect(heard).toEqual([1, 2, 3]);
});

test('gives up in time where nothing ends, with no more than a question a second or so', async () => {
  let asked = 0;
  const ask = async (): Promise<number> => {
    asked++;
    return 0;
  };
  const told = pollUntil(ask, hasEnded, { signal: new AbortController().signal });
  const refused = expect(told).rejects.toBeInstanceOf(TookTooLong);
  await jest.advanceTimersByTimeAsync(PATIENCE_MS);
  await refused;
  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(60);
});

test('asks no more after the page is left', async () => {
  const controller = new AbortController();
  let asked = 0;
  const told = pollUntil(async () => ++asked * 10, hasEnded, { signal: controller.signal });
  const refused = expect(told).rejects.toThrow();
  await jest.advanceTimersByTimeAsync(100);
  controller.abort();
  await jest.advanceTimersByTimeAsync(60_000);
  await refused;
  expect(asked).toBe(1);
});
