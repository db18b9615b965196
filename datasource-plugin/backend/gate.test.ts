import { Gate } from './gate';

const never = new AbortController().signal;

test('lets its width through, the next ones in their order', async () => {
  const gate = new Gate(1);
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((n) => gate.pass(never, async () => void order.push(n))));
  expect(order).toEqual([1, 2, 3]);
  expect(gate.occupied).toBe(0);
});

test('who gives up while waiting leaves the others their turn', async () => {
  const gate = new Gate(1);
  let finish = (): void => undefined;
  const first = gate.pass(never, () => new Promise<void>((resolve) => (finish = resolve)));
  const impatient = new AbortController();
  const second = gate.pass(impatient.signal, async () => 'second');
  const third = gate.pass(never, async () => 'third');
  impatient.abort(new Error('gave up'));
  await expect(second).rejects.toThrow('gave up');
  finish();
  await first;
  expect(await third).toBe('third');
});

test('a failure frees the place', async () => {
  const gate = new Gate(1);
  await expect(gate.pass(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.pass(never, async () => 1)).toBe(1);
});
