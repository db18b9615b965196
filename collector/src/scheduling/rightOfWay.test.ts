import { setImmediate as nextTurn } from 'node:timers/promises';
import { RightOfWay } from './rightOfWay';

function held(): { work: () => Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  return { work: () => done, release };
}

it('lets the other work pass at once where nothing goes first', async () => {
  await new RightOfWay(10_000).giveWay();
});

it('holds the other work until everything that goes first is over', async () => {
  const way = new RightOfWay(10_000);
  const [a, b] = [held(), held()];
  const running = [way.first(a.work), way.first(b.work)];
  let passed = false;
  const waiting = way.giveWay().then(() => (passed = true));
  a.release();
  await running[0];
  await nextTurn();
  expect(passed).toBe(false);
  b.release();
  await waiting;
  expect(passed).toBe(true);
});

it('holds a piece no longer than it may, however long the first work takes', async () => {
  const way = new RightOfWay(20);
  const endless = held();
  void way.first(endless.work);
  const started = performance.now();
  await way.giveWay();
  await way.giveWay();
  expect(performance.now() - started).toBeGreaterThan(35);
  endless.release();
});

it('is free again when what goes first fails', async () => {
  const way = new RightOfWay(10_000);
  await expect(way.first(() => Promise.reject(new Error('no such column')))).rejects.toThrow(
    'no such column',
  );
  await way.giveWay();
});

it('gives each piece a turn of the event loop of its own', async () => {
  const way = new RightOfWay(10_000);
  const order: string[] = [];
  const pieces = [1, 2].map((piece) => way.giveWay().then(() => order.push(`piece ${piece}`)));
  const turn = new Promise<void>((resolve) =>
    setImmediate(() => setImmediate(() => resolve(void order.push('a request')))),
  );
  await Promise.all([...pieces, turn]);
  expect(order[0]).toBe('piece 1');
  expect(order).toHaveLength(3);
});

it('keeps the way taken for a moment, where the next step of the first work follows at once', async () => {
  const way = new RightOfWay(10_000, 30);
  await way.first(async () => undefined);
  const started = performance.now();
  await way.giveWay();
  expect(performance.now() - started).toBeGreaterThan(20);
});
