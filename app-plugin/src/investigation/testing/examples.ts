import { type Finding, type Investigation, type ReplayRun } from '@modelwatch/collector/contract';

const MINUTE_MS = 60_000;
export const WINDOW = { from: Date.UTC(2026, 9, 15, 12), to: Date.UTC(2026, 9, 16, 12) };
const BEGAN = Date.UTC(2026, 9, 15, 16, 48);

/** A unit taken for another, as the collector tells of it. */
export const FINDING: Finding = {
  rank: 1,
  kind: 'feature',
  level: 'critical',
  title: 'The values of AGEP changed: multiplied by 12 where client = mobile.',
  feature: 'AGEP',
  where: [{ key: 'client', operator: '=', values: ['mobile'] }],
  since: { estimate: BEGAN, lower: BEGAN - 2 * MINUTE_MS, upper: BEGAN + MINUTE_MS, confidence: 0.9 },
  until: null,
  predictions: { inSegment: 1200, changed: 1180 },
  effect: { name: 'totalVariation', before: 0.02, after: 0.97, unit: 'percentunit' },
  logProbability: -900,
  score: { before: 0.4, after: 0.7 },
  performance: { measure: 'rocAuc', before: 0.89, after: 0.71, labelled: 600, coverage: 0.5 },
  likeness: { pattern: 'factor', words: 'multiplied by 12', factor: 12, share: 0.99 },
  repairs: [
    {
      feature: 'AGEP',
      expression: 'AGEP / 12',
      where: [{ key: 'client', operator: '=', values: ['mobile'] }],
    },
  ],
  changes: [
    {
      ts: BEGAN - 29 * MINUTE_MS,
      change: 'schema',
      version: null,
      text: 'mobile client 4.2 released',
      secondsBefore: 29 * 60,
    },
  ],
  evidence: {
    query: { measure: 'drift.totalVariation', model: 'm', features: ['AGEP'], window: '1h', shape: 'series' },
    range: WINDOW,
  },
  links: {},
  causes: [],
};

export function investigationOf(findings: Finding[], more: Partial<Investigation> = {}): Investigation {
  return {
    id: 'i1',
    request: {
      model: 'm',
      from: new Date(WINDOW.from).toISOString(),
      to: new Date(WINDOW.to).toISOString(),
    },
    state: 'done',
    createdAt: WINDOW.to,
    finishedAt: WINDOW.to,
    error: null,
    summary: findings[0]?.title ?? 'Nothing to act on in 2000 predictions beside 9000 before them.',
    read: {
      window: { ...WINDOW, rows: 2000, share: 1 },
      before: { from: WINDOW.from - 86_400_000, to: WINDOW.from, rows: 9000, share: 1 },
      baseline: 'v1',
      comparisons: 4000,
    },
    findings,
    replay: null,
    ...more,
  };
}

export function replayOf(more: Partial<ReplayRun> = {}): ReplayRun {
  const performance = (rocAuc: number) => ({
    n: 600,
    rocAuc,
    rocAucInterval: { lower: rocAuc - 0.01, upper: rocAuc + 0.01, confidence: 0.95 },
    accuracy: null,
    accuracyInterval: null,
  });
  const result = {
    version: 'v1',
    rows: 2000,
    failed: {},
    meanScore: 0.41,
    agreementWithLogged: 0.9,
    largestDifferenceFromLogged: null,
    comparedWithLogged: 0,
    rowsPerSecond: 1000,
  };
  return {
    id: 'r1',
    request: { model: 'm', from: '', to: '', versions: ['v1'] },
    state: 'done',
    createdAt: 0,
    finishedAt: 1,
    progress: { rows: 2000, total: 2000 },
    error: null,
    logged: performance(0.71),
    results: [
      { ...result, repaired: false, performance: performance(0.71) },
      { ...result, repaired: true, performance: performance(0.88) },
    ],
    ...more,
  };
}
