import request from 'supertest';
import type { Investigation } from '../../contract';
import { createApp } from '..';
import { fakeServices } from '../testing/fakeServices';

const investigation: Investigation = {
  id: 'i-1',
  request: { model: 'credit', from: '2026-10-01T00:00:00Z', to: '2026-10-02T00:00:00Z' },
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  error: null,
  summary: '',
  read: null,
  findings: [],
  replay: null,
};

const app = () =>
  createApp(
    fakeServices({
      investigations: {
        start: async () => investigation,
        list: async () => [investigation],
        get: async (id) => (id === 'i-1' ? investigation : null),
      },
    }),
  );

test('an investigation is started, listed and looked at', async () => {
  const started = await request(app()).post('/v1/investigations').send(investigation.request);
  expect(started.status).toBe(202);
  expect(started.headers.location).toBe('/v1/investigations/i-1');
  expect(started.body).toEqual(investigation);
  expect((await request(app()).get('/v1/investigations')).body).toEqual({ investigations: [investigation] });
  expect((await request(app()).get('/v1/investigations/i-1')).body).toEqual(investigation);
});

test('one that is not there, and a request that is none, are problems', async () => {
  expect((await request(app()).get('/v1/investigations/none')).body).toMatchObject({
    status: 404,
    code: 'unknown-investigation',
  });
  const wrong = await request(app())
    .post('/v1/investigations')
    .send({ ...investigation.request, inject: { kind: 'meteor', from: '2026-10-01T00:00:00Z' } });
  expect(wrong.body).toMatchObject({ status: 400, code: 'investigation-invalid', path: '$.inject.kind' });
});
