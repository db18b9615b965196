import request from 'supertest';
import type { CanaryComparison, ShadowRun, WebhookDelivery } from '../../contract';
import { createApp } from '..';
import { fakeServices } from '../testing/fakeServices';

const shadow: ShadowRun = {
  id: 's-1',
  request: { model: 'credit', version: 'v2', share: 0.1 },
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  reason: null,
  counts: {
    offered: 0,
    scored: 0,
    failed: 0,
    dropped: 0,
    compared: 0,
    agreed: 0,
    batches: 0,
    slowBatches: 0,
    busyMs: 0,
  },
  agreement: null,
};
const comparison: CanaryComparison = {
  model: 'credit',
  from: 0,
  to: 1,
  deployment: 'canary',
  against: 'stable',
  predictions: { canary: 0, stable: 0 },
  checks: [],
  verdict: 'wait',
  reason: 'canary has served no prediction.',
  morePredictions: null,
  moreSeconds: null,
};
const services = fakeServices();
const app = createApp({
  ...services,
  shadows: {
    start: async () => shadow,
    list: async () => [shadow],
    get: async (id) => (id === 's-1' ? shadow : null),
    stop: async () => ({ ...shadow, state: 'stopped' }),
  },
  canaries: { ...services.canaries, compare: async () => comparison },
  webhook: { list: async () => [{ id: 'd-1', state: 'waiting' } as WebhookDelivery] },
});

test('a shadow is started, looked at and stopped', async () => {
  const started = await request(app).post('/v1/shadows').send(shadow.request);
  expect([started.status, started.headers.location]).toEqual([202, '/v1/shadows/s-1']);
  expect((await request(app).get('/v1/shadows')).body).toEqual({ shadows: [shadow] });
  expect((await request(app).delete('/v1/shadows/s-1')).body.state).toBe('stopped');
  expect((await request(app).get('/v1/shadows/none')).body.code).toBe('unknown-shadow');
});

test.each([
  ['/v1/shadows', { model: 'credit', version: 'v2', share: 0 }, 'shadow-invalid', '$.share'],
  ['/v1/canaries', { model: 'credit' }, 'canary-invalid', '$'],
  [
    '/v1/canary-comparisons',
    { model: 'credit', from: 'now', bounds: { latency: 0.5 } },
    'canary-invalid',
    '$.bounds.latency',
  ],
])('what %s cannot mean is refused with its place', async (path, body, code, place) => {
  expect((await request(app).post(path).send(body)).body).toMatchObject({ status: 400, code, path: place });
});

test('a canary is compared, and what the webhook was not told is listed', async () => {
  const compared = await request(app)
    .post('/v1/canary-comparisons')
    .send({ model: 'credit', from: '2026-10-01T00:00:00Z' });
  expect(compared.body).toEqual(comparison);
  expect((await request(app).get('/v1/webhook-deliveries')).body.deliveries).toMatchObject([{ id: 'd-1' }]);
});
