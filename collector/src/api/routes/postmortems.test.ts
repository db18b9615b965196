import request from 'supertest';
import type { Postmortem } from '../../contract';
import { createApp } from '..';
import { fakeServices } from '../testing/fakeServices';

const POSTMORTEM = {
  id: 'p-1',
  model: 'credit',
  createdAt: 0,
  createdBy: 'ada',
  updatedAt: 0,
  updatedBy: 'ada',
  revision: 1,
  text: {
    title: 'T',
    impact: '',
    detection: '',
    cause: '',
    resolution: '',
    dataSets: '',
    telemetry: '',
    timeline: [],
    actions: [],
    state: 'draft',
  },
  investigation: { summary: 's', findings: [] },
  frozen: {
    asOf: 0,
    versions: [],
    figures: [],
    replays: [],
    timeline: [],
    data: { from: 0, to: 1, rows: 0, labelled: 0, digest: null },
  },
} as unknown as Postmortem;

function app() {
  const told: unknown[] = [];
  const services = fakeServices({
    postmortems: {
      start: async (...given) => (told.push(given), POSTMORTEM),
      list: async () => [],
      get: async (id) => (id === 'p-1' ? POSTMORTEM : null),
      change: async (...given) => (told.push(given), POSTMORTEM),
      verify: async () => ({ at: 0, parts: [] }),
    },
  });
  return { told, asked: request(createApp(services)) };
}

test('who begins and who writes is the user that the data source names', async () => {
  const { asked, told } = app();
  const user = { 'x-modelwatch-user': 'ada' };
  const begun = await asked.post('/v1/postmortems').set(user).send({ investigation: 'i-1' });
  expect([begun.status, begun.headers.location]).toEqual([201, '/v1/postmortems/p-1']);
  const change = { revision: 1, text: POSTMORTEM.text };
  expect((await asked.put('/v1/postmortems/p-1').set(user).send(change)).status).toBe(200);
  expect(told).toEqual([
    [{ investigation: 'i-1' }, 'ada'],
    ['p-1', change, 'ada'],
  ]);
});

test('an export is a file that runs nothing; another format and another id are problems', async () => {
  const { asked } = app();
  const html = await asked.get('/v1/postmortems/p-1/export?format=html');
  expect(html.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(html.headers['content-security-policy']).toContain('sandbox');
  expect(html.headers['content-disposition']).toBe('attachment; filename="postmortem-p-1.html"');
  expect((await asked.get('/v1/postmortems/p-1/export')).text).toMatch(/^# T\n/);
  expect((await asked.get('/v1/postmortems/p-1/export?format=pdf')).body).toMatchObject({
    code: 'format-invalid',
  });
  expect((await asked.get('/v1/postmortems/none/export')).body).toMatchObject({ status: 404 });
});

test('a text that lacks a part or has one too many is refused with its path', async () => {
  const { asked } = app();
  const wrong = { revision: 1, text: { ...POSTMORTEM.text, actions: [{ id: 'a', area: 'blame' }] } };
  const answer = await asked.put('/v1/postmortems/p-1').send(wrong);
  expect(answer.body).toMatchObject({ status: 400, code: 'postmortem-invalid' });
});
