import { keepFor } from './keepFor';

test('reads once within the time, for those who ask at the same moment too', async () => {
  let reads = 0;
  let at = 0;
  const read = keepFor(
    100,
    async () => (reads += 1),
    () => at,
  );
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  at = 99;
  expect(await read()).toBe(1);
  at = 100;
  expect(await read()).toBe(2);
});

test('a reading that failed is tried again', async () => {
  let reads = 0;
  const read = keepFor(1000, async () => {
    reads += 1;
    if (reads === 1) throw new Error('busy');
    return reads;
  });
  await expect(read()).rejects.toThrow('busy');
  expect(await read()).toBe(2);
});
