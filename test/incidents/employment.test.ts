import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Filter, Investigation } from '../../collector/src/contract';
import { type OpenedEmployment, openEmployment } from './openEmployment';

jest.setTimeout(120_000);

interface Incident {
  name: string;
  from: string;
  to: string;
  began: string;
  kind: string;
  feature: string | null;
  where: Filter[];
}

const { incidents, quiet } = JSON.parse(readFileSync(join(__dirname, 'employment.json'), 'utf8')) as {
  incidents: Incident[];
  quiet: [string, string][];
};
const expected = JSON.parse(
  readFileSync(join(__dirname, '../reference/expected/employment.json'), 'utf8'),
) as {
  replay: { models: { v1: Record<'asLogged' | 'repaired', { performance: { rocAuc: number } }> } };
};

let opened: OpenedEmployment;
beforeAll(async () => (opened = await openEmployment()));
afterAll(() => opened.close());

async function investigate(from: string, to: string, replay = false): Promise<Investigation> {
  const started = await opened.investigations.start({ model: 'employment', from, to, replay });
  const ended = await opened.investigations.wait(started.id);
  expect(ended).toMatchObject({ state: 'done', error: null });
  return ended;
}

const hours = (time: string, more: number): string =>
  new Date(Date.parse(time) + more * 3_600_000).toISOString();

/** An alert seldom brings exactly the window of its cause. */
const WINDOWS = incidents.flatMap((incident) => [
  { ...incident, window: 'its window' },
  { ...incident, window: 'a wider window', from: hours(incident.from, -5), to: hours(incident.to, 3) },
]);

describe.each(WINDOWS)('$name, $window', (incident) => {
  it('is the first finding, with its feature and segment, and began within the interval', async () => {
    const { findings } = await investigate(incident.from, incident.to);
    const [first] = findings;
    expect(first).toMatchObject({
      rank: 1,
      level: 'critical',
      kind: incident.kind,
      feature: incident.feature,
      where: incident.where,
    });
    const began = Date.parse(incident.began);
    expect(first!.since!.lower).toBeLessThanOrEqual(began);
    expect(first!.since!.upper).toBeGreaterThanOrEqual(began);
    // An interval that holds everything would cover the truth as well.
    expect(first!.since!.upper - first!.since!.lower).toBeLessThan(30 * 60_000);
  });
});

it('takes a unit for another, finds the release before it, and repairs it', async () => {
  const { from, to } = incidents.find(({ feature }) => feature === 'AGEP')!;
  const { findings, replay } = await investigate(from, to, true);
  expect(findings[0]).toMatchObject({
    likeness: { pattern: 'factor', factor: 12 },
    repairs: [
      {
        feature: 'AGEP',
        expression: 'AGEP / 12',
        where: [{ key: 'client', operator: '=', values: ['mobile'] }],
      },
    ],
    changes: [{ text: 'mobile client 4.2 released' }],
  });
  // What follows from it is not told as if it stood alone.
  expect(findings[0]!.causes).toEqual(findings.slice(1).map(({ rank }) => rank));
  const { asLogged, repaired } = expected.replay.models.v1;
  expect(replay).toMatchObject({ finding: 1, version: 'v1', measure: 'rocAuc', error: null });
  expect(replay!.logged).toBeCloseTo(asLogged.performance.rocAuc, 6);
  expect(replay!.repaired).toBeCloseTo(repaired.performance.rocAuc, 6);
  expect(replay!.explained).toBeGreaterThan(0.9);
});

it('reads the new name of a category as the old one', async () => {
  const { from, to } = incidents.find(({ feature }) => feature === 'MIG')!;
  const { findings } = await investigate(from, to);
  expect(findings[0]).toMatchObject({
    likeness: { pattern: 'renamed', levels: [{ from: 'Y', to: '1' }] },
    repairs: [{ feature: 'MIG', expression: 'map(MIG, "Y", "1")' }],
  });
});

it('names the rollout of the slow canary', async () => {
  const { from, to } = incidents.find(({ kind }) => kind === 'latency')!;
  const { findings } = await investigate(from, to);
  expect(findings[0]!.changes[0]).toMatchObject({ change: 'rollout', version: 'v2' });
});

it('finds its way back from a window that begins after the incident', async () => {
  const { findings } = await investigate('2026-10-16T12:00:00Z', '2026-10-16T18:00:00Z');
  expect(findings[0]).toMatchObject({ kind: 'feature', feature: 'AGEP', likeness: { factor: 12 } });
  expect(findings[0]!.since!.lower).toBeLessThan(Date.parse('2026-10-15T16:49:00Z'));
});

it.each(quiet)('finds nothing to act on in the quiet time from %s to %s', async (from, to) => {
  const { findings, summary } = await investigate(from, to);
  expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
  expect(summary).toMatch(/^Nothing to act on/);
});
