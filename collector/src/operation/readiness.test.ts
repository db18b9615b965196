import { checkReadiness, type ReadinessSources } from './readiness';

const HEALTHY: ReadinessSources = {
  isStopping: () => false,
  probeStore: async () => null,
  applierFailure: () => null,
  journalRefusal: () => null,
  behindSeconds: async () => 3,
  limitSeconds: 120,
};

test('a healthy collector is ready and says how far it is behind', async () => {
  const { ready, conditions } = await checkReadiness(HEALTHY);
  expect(ready).toBe(true);
  expect(conditions.at(-1)!.message).toBe('The store is 3.0 s behind; the limit is 120 s.');
});

test.each<[string, Partial<ReadinessSources>, string]>([
  ['running', { isStopping: () => true }, 'stopping'],
  ['store', { probeStore: () => Promise.reject(new Error('disk I/O error')) }, 'disk I/O error'],
  ['journal', { journalRefusal: () => 'it is full' }, 'it is full'],
  ['applier', { applierFailure: () => 'no space left' }, 'no space left'],
  ['behind', { behindSeconds: async () => 121 }, '121.0 s behind'],
])('%s alone makes it not ready, with the reason', async (name, change, message) => {
  const { ready, conditions } = await checkReadiness({ ...HEALTHY, ...change });
  expect(ready).toBe(false);
  const failed = conditions.filter((condition) => !condition.ok);
  expect(failed.map((condition) => condition.name)).toEqual([name]);
  expect(failed[0]!.message).toContain(message);
});

test('a store that never answers is told within seconds', async () => {
  const { ready, conditions } = await checkReadiness({ ...HEALTHY, probeStore: () => new Promise(() => {}) });
  expect(ready).toBe(false);
  expect(conditions[1]!.message).toContain('no answer within 2000 ms');
});
