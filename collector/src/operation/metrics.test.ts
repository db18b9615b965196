import { createMetrics } from './metrics';

test('scrapes that follow each other count the rows of the store once', async () => {
  let counted = 0;
  const metrics = createMetrics({
    journal: () => ({ bytes: 1, segments: 1, keys: 1 }),
    backlog: async () => ({ bytes: 0, behindSeconds: 0 }),
    store: async () => ({
      predictions: (counted += 1),
      labels: 0,
      waitingLabels: 0,
      quarantined: 0,
      sizeBytes: 0,
      memoryBytes: 0,
    }),
    diskFreeBytes: async () => 1,
    diskDays: () => null,
    isReady: async () => true,
  });
  const texts = [await metrics.expose(), await metrics.expose()];
  for (const text of texts) expect(text).toMatch(/^modelwatch_store_predictions 1$/m);
  expect(counted).toBe(1);
});
