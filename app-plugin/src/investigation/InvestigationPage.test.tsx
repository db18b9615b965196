import { type Investigation } from '@modelwatch/collector/contract';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { of, throwError } from 'rxjs';
import { InvestigationPage } from './InvestigationPage';
import { FINDING, investigationOf, replayOf, WINDOW } from './testing/examples';

interface Asked {
  url: string;
  method: string;
  data?: unknown;
}
let search: Record<string, unknown>;
let role: string;
let answers: Record<string, () => unknown>;
let asked: Asked[];
const mockPartial = jest.fn();
const mockPush = jest.fn();
const mockFetch = (request: Asked) => {
  const path = `${request.method} ${request.url.replace(/^.*\/resources\//, '')}`;
  asked.push(request);
  const answer = answers[path];
  if (!answer) return throwError(() => ({ status: 502, data: { message: 'The collector is not there.' } }));
  return of({ data: answer() });
};
const mockSearch = () => search;
const mockRole = () => role;

jest.mock('@grafana/ui', () => jest.requireActual<object>('./testing/standIns'));
jest.mock('@grafana/runtime', () => ({
  config: {
    get bootData() {
      return { user: { orgRole: mockRole() } };
    },
  },
  getBackendSrv: () => ({ fetch: mockFetch }),
  getDataSourceSrv: () => ({ getList: () => [{ uid: 'mw', name: 'Model Watch' }] }),
  isFetchError: (error: object) => 'status' in error,
  locationService: {
    getSearchObject: () => mockSearch(),
    partial: (...given: unknown[]) => mockPartial(...given) as unknown,
    push: (...given: unknown[]) => mockPush(...given) as unknown,
  },
}));

const MODEL = {
  spec: { model: 'm', features: [{ name: 'AGEP' }], segments: [{ name: 'client' }] },
  versions: { v1: {}, v2: {} },
  baselines: { v1: {}, v2: {} },
  production: 'v1',
  timeRange: null,
};
const found = (one: Investigation) => ({
  'GET models': () => ({ models: [MODEL] }),
  'POST investigations': () => ({ ...one, state: 'running' }),
  'GET investigations/i1': () => one,
});
const show = () => render(<InvestigationPage settings={undefined} />);

beforeEach(() => {
  search = { model: 'm', from: String(WINDOW.from), to: String(WINDOW.to) };
  role = 'Editor';
  asked = [];
  answers = found(investigationOf([FINDING]));
});
afterEach(cleanup);

test('starts the investigation of the address, keeps it there, and shows each finding with its facts', async () => {
  search = { ...search, client: 'mobile', feature: 'AGEP' };
  show();
  const card = await screen.findByRole('article', { name: FINDING.title });
  const text = card.textContent;
  for (const part of [
    '1. Values of a feature changed · the feature of the link',
    'client is mobile',
    '90% sure',
    '1,180 of 1,200 predictions; totalVariation 97%, 2% before',
    'ROC AUC 0.710, 0.890 before (600 labelled, 50% of them)',
    'mobile client 4.2 released',
    '29 min before',
    'multiplied by 12 (99% of the changed rows)',
    'AGEP = AGEP / 12, where client is mobile',
  ]) {
    expect(text).toContain(part);
  }
  expect(asked.find(({ method }) => method === 'POST')?.data).toEqual({
    ...investigationOf([]).request,
    filters: [{ key: 'client', operator: '=', values: ['mobile'] }],
  });
  expect(mockPartial).toHaveBeenCalledWith({ investigation: 'i1' }, true);
});

test('the evidence opens in Explore with its query and range', async () => {
  show();
  const link = await screen.findByText('Evidence in Explore');
  const panes = new URL(link.getAttribute('href')!, 'http://grafana').searchParams.get('panes')!;
  expect(JSON.parse(panes)).toMatchObject({
    evidence: {
      datasource: 'mw',
      queries: [{ measure: 'drift.totalVariation', features: ['AGEP'], datasource: { uid: 'mw' } }],
      range: { from: String(WINDOW.from), to: String(WINDOW.to) },
    },
  });
});

test('an investigation that the address names is read and not started again', async () => {
  search = { ...search, investigation: 'i1' };
  show();
  await screen.findByRole('article');
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a repair is replayed and compared with what was served', async () => {
  answers['POST replays'] = () => replayOf({ state: 'queued' });
  answers['GET replays/r1'] = () => replayOf();
  show();
  fireEvent.click(await screen.findByRole('button', { name: /Replay with this repair: AGEP/ }));
  const row = await screen.findByRole('row', { name: /v1, with the repair/ });
  expect(row.textContent).toContain('0.8800 (95%: 0.870 to 0.890)');
  expect(screen.getByRole('row', { name: /^as served/ }).textContent).toContain('0.7100');
  expect(asked.find(({ url }) => url.endsWith('/replays'))?.data).toMatchObject({
    versions: ['v1'],
    repairs: FINDING.repairs,
  });
});

test('a replay that failed says why', async () => {
  answers['POST replays'] = () => replayOf({ state: 'queued' });
  answers['GET replays/r1'] = () => replayOf({ state: 'failed', error: 'v1 has no file.' });
  show();
  fireEvent.click(await screen.findByRole('button', { name: /Replay with this repair/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('v1 has no file.');
});

test('viewers read what others started, cannot start, and are told so', async () => {
  role = 'Viewer';
  answers['GET investigations'] = () => ({ investigations: [investigationOf([FINDING])] });
  show();
  await screen.findByRole('article');
  expect(screen.queryByRole('button', { name: /Replay|Look again|postmortem/ })).toBeNull();
  expect(screen.getByText('Editors can replay the window with this repair.')).toBeTruthy();
  cleanup();
  answers['GET investigations'] = () => ({ investigations: [] });
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('viewers cannot start an investigation');
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('nothing above a note is said to be nothing to act on', async () => {
  answers = found(investigationOf([]));
  search = { ...search, feature: 'AGEP' };
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing to act on');
  expect(screen.getByText('No finding is about AGEP, the feature of the link.')).toBeTruthy();
});

test('a window with too few predictions says how many are needed', async () => {
  const one = investigationOf([]);
  answers = found({ ...one, read: { ...one.read!, window: { ...WINDOW, rows: 12, share: 1 } } });
  show();
  expect((await screen.findAllByRole('alert'))[0]!.textContent).toContain(
    'holds 12 predictions; 200 are needed',
  );
});

test('an investigation that failed says why', async () => {
  answers = found(
    investigationOf([], { state: 'failed', error: 'Model m has no predictions then.', read: null }),
  );
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('Model m has no predictions then.');
});

test('a collector that is down is said to be, and asked again on demand', async () => {
  answers = {};
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('The collector is not there.');
  answers = found(investigationOf([FINDING]));
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.getByRole('article')).toBeTruthy());
});

test('an unknown model and an address without one are told', async () => {
  search = { ...search, model: 'x' };
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('no model “x”; there are: m');
  cleanup();
  search = {};
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('names no model');
});

test('another baseline is named in the address, and asked for', async () => {
  search = { ...search, baseline: 'v2' };
  show();
  fireEvent.change(await screen.findByLabelText('beside the baseline of'), { target: { value: 'v2' } });
  expect(mockPartial).toHaveBeenCalledWith({ baseline: 'v2', investigation: null });
  expect(asked.find(({ method }) => method === 'POST')?.data).toMatchObject({ baseline: 'v2' });
});

test('predictions are laid side by side, what is masked and missing in words', async () => {
  const row = { ts: 1, version: 'v1', score: 0.5, class: '1', label: null, status: 200, latencyMs: 3 };
  const rows = [{ ...row, features: [41, null, null], invalid: ['x'], segments: [] }];
  answers['POST samples'] = () => ({
    features: [
      { name: 'AGEP', masked: 'bucket' },
      { name: 'name', masked: 'hash' },
      { name: 'x', masked: null },
    ],
    segments: [],
    ranges: [
      { from: 0, to: 1, total: 1200, rows },
      { from: 0, to: 1, total: 9000, rows: [] },
    ],
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: /Predictions side by side: finding 1/ }));
  const since = await screen.findByRole('region', { name: 'Since: 1 of 1,200 predictions' });
  expect(since.textContent).toContain('TimeAGEP (rounded)Score');
  expect(since.textContent).toMatch(/410\.5001not yetv1200maskedinvalid$/);
  expect(screen.getByRole('region', { name: 'Before: 0 of 9,000 predictions' })).toBeTruthy();
  expect(asked.at(-1)?.data).toMatchObject({
    filters: FINDING.where,
    ranges: [{ from: FINDING.since!.estimate, to: WINDOW.to }, { to: WINDOW.from }],
  });
});

test("a repair of one's own is replayed, and refused in the collector's words", async () => {
  show();
  fireEvent.change(await screen.findByLabelText('Feature'), { target: { value: 'AGEP' } });
  fireEvent.change(screen.getByLabelText('Becomes'), { target: { value: 'AGEP /' } });
  fireEvent.change(screen.getByLabelText('Where'), { target: { value: 'client' } });
  expect(screen.queryByRole('button', { name: 'Replay with this repair: AGEP = AGEP /' })).toBeNull();
  fireEvent.change(screen.getByLabelText('Is'), { target: { value: 'mobile' } });
  answers['POST replays'] = () => {
    throw new Error('The expression ends after “/”.');
  };
  fireEvent.click(screen.getByRole('button', { name: 'Replay with this repair: AGEP = AGEP /' }));
  expect((await screen.findByRole('alert')).textContent).toContain('ends after “/”');
  expect(asked.at(-1)?.data).toMatchObject({
    versions: ['v1'],
    repairs: [{ feature: 'AGEP', expression: 'AGEP /', where: FINDING.where }],
  });
});

test('a postmortem is begun from what was found, and opened', async () => {
  answers['POST postmortems'] = () => ({ id: 'p1' });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Begin a postmortem' }));
  await waitFor(() => expect(mockPush).toHaveBeenCalled());
  expect(mockPush).toHaveBeenCalledWith('/a/modelwatch-investigations-app/postmortems/p1');
  expect(asked.at(-1)?.data).toEqual({ investigation: 'i1' });
});
