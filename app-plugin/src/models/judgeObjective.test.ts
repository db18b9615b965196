import { FieldType, toDataFrame } from '@grafana/data';
import { findMeasure, type ModelSpec } from '@modelwatch/collector/contract';
import { judgeObjective } from './judgeObjective';

const model = {
  model: 'm',
  task: 'binary',
  features: [{ name: 'a', type: 'number' }],
  minimumSample: 200,
} as ModelSpec;

function answer(row: Record<string, string | number | null>, unit = 'percentunit') {
  const fields = Object.entries(row).map(([name, value]) => ({
    name,
    type: typeof value === 'string' ? FieldType.string : FieldType.number,
    config: name === 'value' ? { unit } : {},
    values: [value],
  }));
  return { frame: toDataFrame({ fields }) };
}

const availability = { measure: 'serving.availability', target: 0.99, window: '24h' };
const latency = { measure: 'serving.latency', target: 100, window: '1h' };
const judge = (objective: typeof availability, told: Parameters<typeof judgeObjective>[3]) =>
  judgeObjective(objective, findMeasure(objective.measure), model, told);

describe('judgeObjective', () => {
  it.each([
    [availability, 0.99, 'ok'],
    [availability, 0.9899, 'breach'],
    [latency, 100, 'ok'],
    [latency, 100.1, 'breach'],
  ])(
    'holds %o against %d: %s, in the direction in which the measure is better',
    (objective, value, verdict) => {
      expect(judge(objective, answer({ value, n: 5000 }))).toMatchObject({ verdict });
    },
  );

  it('believes no value whose rows are too few, however good it is', () => {
    expect(judge(availability, answer({ value: 1, n: 12, verdict: 'insufficient' }))).toMatchObject({
      verdict: 'insufficient',
      reason: '12 rows in the window; 200 are needed',
    });
  });

  it('believes no value whose labels have not arrived', () => {
    const told = answer({ value: 1, n: 5000, coverage: 0.4, verdict: 'immature' });
    expect(judge(availability, told)).toMatchObject({
      verdict: 'immature',
      reason: '40% of the labels have arrived; believed from 90% on',
    });
  });

  it('reads an absent value as insufficient and an empty window as such', () => {
    expect(judge(availability, answer({ value: null, n: 0 }))).toMatchObject({
      value: null,
      verdict: 'insufficient',
      reason: 'no predictions in the window',
    });
  });

  it('says why a query failed', () => {
    expect(judge(availability, { error: 'There is no model m.' })).toMatchObject({
      verdict: 'failed',
      reason: 'There is no model m.',
    });
  });

  it('writes value and target in the unit that the collector gave', () => {
    expect(judge(latency, answer({ value: 35.03, n: 5000 }, 'ms'))).toMatchObject({
      value: '35.0 ms',
      target: 'at most 100 ms',
    });
  });
});
