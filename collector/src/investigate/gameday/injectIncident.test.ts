import type { Injection } from '../../contract';
import type { RowSample } from '../../store';
import { injectIncident } from '.';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1);
const ROWS = 1000;
const numbers = (value: (row: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS }, (_, row) => value(row));
const category = (dictionary: string[], code: (row: number) => number) => ({
  type: 'category' as const,
  codes: Int32Array.from({ length: ROWS }, (_, row) => code(row)),
  dictionary,
});

/** A thousand predictions in ten hours, every other one from a phone. */
const sample: RowSample = {
  total: ROWS,
  share: 1,
  rows: ROWS,
  ts: numbers((row) => START + (row * 10 * HOUR) / ROWS),
  weights: numbers(() => 1),
  features: {
    age: { type: 'number', values: numbers((row) => 20 + (row % 50)) },
    job: category(['nurse', 'cook'], (row) => row % 2),
  },
  invalid: {},
  invalidTexts: {},
  ages: {},
  dimensions: { client: category(['mobile', 'web'], (row) => row % 2) },
  status: numbers(() => 200),
  latency: numbers(() => 10),
  cost: numbers(() => NaN),
  scores: numbers(() => 0.5),
  classes: category(['1'], () => 0),
  labels: category(['0', '1'], (row) => row % 2),
  labelValues: numbers((row) => row % 2),
  labelTs: numbers((row) => START + (row * 10 * HOUR) / ROWS + HOUR),
  received: numbers((row) => START + (row * 10 * HOUR) / ROWS),
  fingerprints: numbers((row) => row),
};

const injection = (kind: Injection['kind'], more: Partial<Injection> = {}): Injection => ({
  kind,
  from: new Date(START + 5 * HOUR).toISOString(),
  ...more,
});

const agesOf = ({ features }: RowSample): number[] => {
  const { age } = features;
  return age?.type === 'number' ? [...age.values] : [];
};

it('changes the segment from the beginning on and nothing else, and leaves what it was given as it was', () => {
  const before = structuredClone(sample);
  const where: Injection['where'] = [{ key: 'client', operator: '=', values: ['mobile'] }];
  const struck = injectIncident(sample, injection('factor', { feature: 'age', size: 12, where }));
  agesOf(struck).forEach((age, row) => {
    const isStruck = row >= 500 && row % 2 === 0;
    expect(age).toBe((20 + (row % 50)) * (isStruck ? 12 : 1));
  });
  expect({ ...struck, features: sample.features }).toEqual(sample);
  expect(sample).toEqual(before);
});

it('strikes a share of the rows, the same ones for the same seed', () => {
  const of = (seed: number) =>
    agesOf(injectIncident(sample, injection('missing', { feature: 'age', share: 0.3, seed })));
  const missing = of(1).filter(Number.isNaN).length;
  expect(missing).toBeGreaterThan(100);
  expect(missing).toBeLessThan(200);
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

it('ends when it is told to', () => {
  const to = new Date(START + 6 * HOUR).toISOString();
  const { status, scores } = injectIncident(sample, injection('errors', { to }));
  expect(status.filter((one) => one === 503)).toHaveLength(100);
  expect(scores.filter(Number.isNaN)).toHaveLength(100);
});

it('takes away the labels that would have arrived in an outage', () => {
  const to = new Date(START + 7 * HOUR).toISOString();
  const { labels } = injectIncident(sample, injection('labelOutage', { to }));
  expect(labels.codes.filter((code) => code === -1)).toHaveLength(200);
});

it.each<[string, Injection]>([
  ['a feature that is not there', injection('factor', { feature: 'height' })],
  ['a factor of a category', injection('factor', { feature: 'job' })],
  ['another name for a number', injection('renamed', { feature: 'age' })],
  ['an exchange with nothing', injection('swapped', { feature: 'age' })],
  [
    'a segment that is not there',
    injection('errors', { where: [{ key: 'planet', operator: '=', values: ['x'] }] }),
  ],
  ['an end before the beginning', injection('errors', { to: new Date(START).toISOString() })],
])('refuses %s', (_, wrong) => {
  expect(() => injectIncident(sample, wrong)).toThrow(expect.objectContaining({ code: 'injection-invalid' }));
});
