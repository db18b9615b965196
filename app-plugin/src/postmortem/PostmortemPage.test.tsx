import { type Postmortem, type PostmortemChange } from '@modelwatch/collector/contract';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { of, throwError } from 'rxjs';
import { FINDING, investigationOf, WINDOW } from '../investigation/testing/examples';
import { PostmortemPage } from './PostmortemPage';
import { PostmortemsPage } from './PostmortemsPage';

interface Asked {
  url: string;
  method: string;
  data?: unknown;
}
// The first drawing loads what the page is made of.
jest.setTimeout(30_000);

let role: string;
let answers: Record<string, (data: unknown) => unknown>;
let asked: Asked[];
const mockFetch = (request: Asked) => {
  asked.push(request);
  const answer = answers[`${request.method} ${request.url.replace(/^.*\/resources\//, '')}`];
  if (!answer) return throwError(() => ({ status: 404, data: { message: 'There is no such thing.' } }));
  try {
    return of({ data: answer(request.data) });
  } catch (error) {
    return throwError(() => error);
  }
};
const mockRole = () => role;

jest.mock('@grafana/ui', () => jest.requireActual<object>('../investigation/testing/standIns'));
jest.mock('@grafana/runtime', () => ({
  config: {
    get bootData() {
      return { user: { orgRole: mockRole() } };
    },
  },
  getBackendSrv: () => ({ fetch: mockFetch }),
  getDataSourceSrv: () => ({ getList: () => [{ uid: 'mw', name: 'Model Watch' }] }),
  isFetchError: (error: object) => 'status' in error,
}));

const POSTMORTEM: Postmortem = {
  id: 'p1',
  model: 'm',
  createdAt: WINDOW.to,
  createdBy: 'ada',
  updatedAt: WINDOW.to,
  updatedBy: 'kim',
  revision: 3,
  text: {
    title: 'Months for years',
    impact: '',
    detection: '',
    cause: '',
    resolution: '',
    dataSets: '',
    telemetry: '',
    timeline: [],
    actions: [{ id: '1', area: 'tests', text: 'check the range', owner: '', state: 'open', evidence: '' }],
    state: 'draft',
  },
  investigation: investigationOf([FINDING]),
  frozen: {
    asOf: WINDOW.to,
    collector: '0.1.0',
    production: 'v1',
    versions: [
      { version: 'v1', digest: 'a'.repeat(64), runnableDigest: null, registeredAt: 0, baseline: null },
    ],
    data: { ...WINDOW, rows: 2000, labelled: 600, digest: 'd'.repeat(64), schema: 1 },
    figures: [{ title: 'Figure 1', ...FINDING.evidence, frame: null, error: null, digest: null }],
    replays: [],
    timeline: [{ ts: WINDOW.from, kind: 'onset', text: 'Finding 1 begins' }],
  },
};

const show = () => render(<PostmortemPage settings={undefined} id="p1" />);

beforeEach(() => {
  role = 'Editor';
  asked = [];
  answers = {
    'GET postmortems/p1': () => POSTMORTEM,
    'PUT postmortems/p1': (data) => ({ ...POSTMORTEM, revision: 4, text: (data as PostmortemChange).text }),
  };
});
afterEach(cleanup);

test('what is written is saved over the revision that was read, and then over the saved one', async () => {
  show();
  fireEvent.change(await screen.findByLabelText('Cause'), { target: { value: 'months sent as years' } });
  expect(screen.getByText('Not saved yet')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Saved');
  fireEvent.change(screen.getByLabelText('Impact'), { target: { value: '1,180 people' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(2));
  expect(asked.filter(({ method }) => method === 'PUT').map(({ data }) => data)).toMatchObject([
    { revision: 3, text: { cause: 'months sent as years', impact: '' } },
    { revision: 4, text: { cause: 'months sent as years', impact: '1,180 people' } },
  ]);
});

test('an action needs owner and evidence to be closed, and a saved one cannot be removed', async () => {
  show();
  const closed = await screen.findByRole('checkbox', { name: 'Closed' });
  expect((closed as HTMLInputElement).disabled).toBe(true);
  expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
  fireEvent.change(screen.getByLabelText('Owner'), { target: { value: 'kim' } });
  fireEvent.change(screen.getByLabelText('Closing evidence'), { target: { value: 'commit 1a2b' } });
  expect((closed as HTMLInputElement).disabled).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Action: monitoring' }));
  expect(screen.getByRole('button', { name: 'Remove' })).toBeTruthy();
});

test('what the collector refuses is told in its words, and what was written stays', async () => {
  answers['PUT postmortems/p1'] = () => {
    throw Object.assign(new Error(), { status: 400, data: { message: 'It cannot be closed yet: Impact.' } });
  };
  show();
  fireEvent.change(await screen.findByLabelText('Cause'), { target: { value: 'x' } });
  fireEvent.click(screen.getByRole('button', { name: 'Close the postmortem' }));
  expect((await screen.findByRole('alert')).textContent).toContain('It cannot be closed yet: Impact.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Cause').value).toBe('x');
});

test('viewers read it, export it, and write nothing', async () => {
  role = 'Viewer';
  show();
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Cause')).disabled).toBe(true);
  const names = screen.getAllByRole('button').map((button) => button.textContent);
  expect(names.filter((name) => !/^(Export|lineage|tests|monitoring|other)/.test(name))).toEqual([]);
});

test('an entry of the timeline is added where its time can be read', async () => {
  show();
  fireEvent.change(await screen.findByLabelText('When'), { target: { value: 'last night' } });
  fireEvent.change(screen.getByLabelText('What happened'), { target: { value: 'Paged' } });
  expect(screen.getByRole('button', { name: 'Add' })).toHaveProperty('disabled', true);
  fireEvent.change(screen.getByLabelText('When'), { target: { value: '2026-10-15T17:00:00Z' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(screen.getByRole('row', { name: /written Paged/ })).toBeTruthy();
});

test('figures drawn again say what differs', async () => {
  answers['POST postmortems/p1/verification'] = () => ({
    at: 0,
    parts: [
      { part: 'Version v1', isSame: true, text: 'the same' },
      { part: 'Figure 1', isSame: false, text: 'its values are others' },
    ],
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: /Draw the figures again/ }));
  const list = await screen.findByRole('list', { name: 'Comparison with what was frozen' });
  expect(list.textContent).toContain('Figure 1: its values are others');
});

test('the list keeps open actions in sight, with their owner and postmortem', async () => {
  const { id, model, text, createdAt, createdBy, updatedAt } = POSTMORTEM;
  const summary = {
    id,
    model,
    title: text.title,
    state: 'draft',
    createdAt,
    createdBy,
    updatedAt,
    window: WINDOW,
  };
  answers['GET postmortems'] = () => ({ postmortems: [{ ...summary, openActions: text.actions }] });
  render(<PostmortemsPage settings={undefined} />);
  const open = await screen.findByRole('region', { name: '1 open action' });
  expect(open.textContent).toContain('tests check the range');
  expect(open.textContent).toContain('nobody owns it yet');
  expect(screen.getByRole('list', { name: 'Postmortems' }).textContent).toContain('Months for years');
});
