import { findMeasure } from '../contract';
import type { MeasureResult } from '../measures';
import { judge } from './verdict';

const planOf = (id: string, threshold: number | null, params = {}) => ({
  definition: findMeasure(id)!,
  threshold,
  minimumSample: 200,
  maturity: 0.9,
  params,
});
const result = (value: number | null, more: Partial<MeasureResult> = {}): MeasureResult => ({
  value,
  rows: 1000,
  weight: 1000,
  ...more,
});

test.each([
  ['lower is better: below', planOf('drift.psi', 0.2), result(0.19), 'ok'],
  ['lower is better: at the threshold', planOf('drift.psi', 0.2), result(0.2), 'breach'],
  ['higher is better: at the threshold', planOf('serving.availability', 0.99), result(0.99), 'ok'],
  ['higher is better: below', planOf('serving.availability', 0.99), result(0.98), 'breach'],
  ['no threshold', planOf('serving.availability', null), result(0.5), null],
  ['too few rows, however bad', planOf('drift.psi', 0.2), result(9, { rows: 199 }), 'insufficient'],
  [
    'a worst pair with a small group',
    planOf('drift.psi', 0.2),
    result(9, { evidenceRows: 12 }),
    'insufficient',
  ],
  ['no value', planOf('drift.psi', 0.2), result(null), 'insufficient'],
  ['labels missing', planOf('performance.accuracy', 0.8), result(0.95, { coverage: 0.89 }), 'immature'],
  [
    'labels missing and no threshold',
    planOf('performance.accuracy', null),
    result(0.95, { coverage: 0.1 }),
    'immature',
  ],
  ['labels there', planOf('performance.accuracy', 0.8), result(0.95, { coverage: 0.9 }), 'ok'],
  ['coverage unknown', planOf('performance.accuracy', 0.8), result(0.95), 'immature'],
  [
    'a disparity over labelled rows alone',
    planOf('fairness.demographicParityDifference', 0.1, { rows: 'labelled' }),
    result(0.01, { coverage: 0.5 }),
    'immature',
  ],
] as const)('%s', (_name, plan, value, verdict) => {
  expect(judge(plan, value)).toBe(verdict);
});
