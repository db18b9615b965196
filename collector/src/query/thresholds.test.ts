import type { Frame, Query } from '../contract';
import { bins, DAY, engineOver, SPEC } from './testing';

const column = (frame: Frame, name: string) => frame.fields.find((field) => field.name === name)?.values;

/** 250 rows of `age` that lie further than the floor from a baseline of only 100 rows, which differ by as much by chance. */
const few = {
  countBins: async () => [{ bucket: null, labels: {}, value: { age: bins([48, 95, 107], { rows: 250 }) } }],
};
const query: Query = {
  model: 'employment',
  measure: 'drift.jensenShannon',
  features: ['age'],
  shape: 'table',
};
const ask = (more: Partial<Query> = {}) => ({ query: { ...query, ...more }, range: DAY });

test('where nobody has set a threshold it is the floor, or what healthy blocks of as many rows differ by', async () => {
  const table = await engineOver(few).run(ask());
  expect(column(table, 'thresholdSource')).toEqual(['healthyBlocks']);
  const [threshold] = column(table, 'threshold') as number[];
  expect(threshold).toBeGreaterThan(0.1);
  expect(column(table, 'value')![0]).toBeGreaterThan(0.1);
  expect(column(table, 'value')![0]).toBeLessThan(threshold!);
  expect(column(table, 'verdict')).toEqual(['ok']);
  expect(table.meta.custom).toMatchObject({ threshold: 0.1, thresholdSources: ['healthyBlocks'] });
  // A rule answers by the same threshold as the table.
  expect(column(await engineOver(few).run(ask({ shape: 'snapshot', as: 'breach' })), 'value')).toEqual([0]);
});

test('a threshold of the query or of the model stands as it is', async () => {
  const asked = await engineOver(few).run(ask({ params: { threshold: 0.1 } }));
  expect([column(asked, 'thresholdSource'), column(asked, 'verdict')]).toEqual([['query'], ['breach']]);
  const spec = { ...SPEC, thresholds: { 'drift.jensenShannon': 0.1 } };
  const ofModel = await engineOver(few, { spec }).run(ask());
  expect([column(ofModel, 'thresholdSource'), column(ofModel, 'verdict')]).toEqual([['model'], ['breach']]);
});

test('with many rows the floor decides', async () => {
  const many = {
    countBins: async () => [
      { bucket: null, labels: {}, value: { age: bins([30_000, 40_000, 30_000], { rows: 1e5 }) } },
    ],
  };
  const large = { ...query, measure: 'drift.psi' as const };
  const table = await engineOver(many).run({ query: large, range: DAY });
  expect(column(table, 'threshold')![0]).toBeGreaterThanOrEqual(0.2);
});
