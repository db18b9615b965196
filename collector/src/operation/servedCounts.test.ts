import { Registry } from 'prom-client';
import type { PredictionRecord } from '../contract';
import type { Admission, Submission } from '../journal';
import { createServedCounts } from './servedCounts';
import { registerServedMetrics } from './servedMetrics';

const submission = (more: Partial<PredictionRecord>): Submission => ({
  record: {
    kind: 'prediction',
    model: 'credit',
    deployment: 'stable',
    status: 200,
    latencyMs: 10,
    sampleRate: 1,
    ...more,
  } as PredictionRecord,
  key: null,
  content: null,
});

it('counts what is admitted as new, by what became of it, weighted by the share that was logged', async () => {
  const admissions: Admission[] = ['accepted', 'accepted', 'accepted', 'duplicate', 'conflict', 'accepted'];
  const served = createServedCounts((model) => (model === 'credit' ? 60 : null));
  await served
    .tap({ submit: async () => admissions })
    .submit([
      submission({ latencyMs: 61 }),
      submission({ status: 404, latencyMs: null }),
      submission({ status: 503, deployment: 'canary' }),
      submission({ status: 503 }),
      submission({ status: 503 }),
      submission({ model: 'cards', latencyMs: 9000, sampleRate: 0.1 }),
    ]);
  expect(served.totals()).toEqual([
    { model: 'credit', deployment: 'stable', answered: 1, refused: 1, failed: 0, slow: 1 },
    { model: 'credit', deployment: 'canary', answered: 0, refused: 0, failed: 1, slow: 0 },
    { model: 'cards', deployment: 'stable', answered: 10, refused: 0, failed: 0, slow: 0 },
  ]);
  const registry = new Registry();
  registerServedMetrics(registry, () => served.totals());
  for (const _ of ['first scrape', 'second scrape']) {
    expect(await registry.metrics()).toContain(
      'modelwatch_requests_total{model="credit",deployment="canary",result="failed"} 1\n',
    );
  }
});

it('counts nothing that the journal refuses', async () => {
  const served = createServedCounts(() => null);
  const tapped = served.tap({ submit: () => Promise.reject(new Error('journal-full')) });
  await expect(tapped.submit([submission({})])).rejects.toThrow('journal-full');
  expect(served.totals()).toEqual([
    { model: 'credit', deployment: 'stable', answered: 0, refused: 0, failed: 0, slow: 0 },
  ]);
});
