import { FieldType, toDataFrame } from '@grafana/data';
import { describeFeature, findLargestChange, prepareDistribution } from '.';
import { MAX_LEVELS, orderLevels } from './orderSlots';

type Row = Record<string, string | number | null>;

const TEXTS = new Set(['feature', 'type', 'kind', 'bin', 'verdict', 'client', 'model']);

function frameOf(rows: Row[], names = Object.keys(rows[0] ?? {})) {
  return toDataFrame({
    refId: 'A',
    fields: names.map((name) => ({
      name,
      type: TEXTS.has(name) ? FieldType.string : FieldType.number,
      values: rows.map((row) => row[name] ?? null),
    })),
  });
}

const level = (bin: string, baseline: number, current: number, more: Row = {}): Row => ({
  feature: 'MIG',
  type: 'category',
  kind: 'level',
  bin,
  lower: null,
  upper: null,
  baseline,
  current,
  value: 0.5,
  threshold: 0.2,
  verdict: 'breach',
  ...more,
});
const bin = (lower: number | null, upper: number | null, more: Row = {}): Row =>
  level(`${lower} to ${upper}`, 0.3, 0.3, {
    feature: 'AGEP',
    type: 'number',
    kind: 'bin',
    lower,
    upper,
    ...more,
  });

function ready(rows: Row[]) {
  const prepared = prepareDistribution([frameOf(rows)]);
  if (prepared.state !== 'ready') throw new Error(prepared.reason);
  return prepared.features;
}

describe('prepareDistribution', () => {
  it('puts the most drifted feature first and what has no value last, by name', () => {
    const rows = [
      level('1', 1, 1, { feature: 'b10', value: null }),
      level('1', 1, 1, { feature: 'low', value: 0.01 }),
      level('1', 1, 1, { feature: 'b9', value: null }),
      level('1', 1, 1, { feature: 'high', value: 4 }),
    ];
    expect(ready(rows).map(({ feature }) => feature)).toEqual(['high', 'low', 'b9', 'b10']);
  });

  it('sorts bins by their bounds, an open lower end first', () => {
    const [feature] = ready([bin(25, null), bin(10, 25), bin(null, 10)]);
    expect(feature!.slots.map(({ upper }) => upper)).toEqual([10, 25, null]);
  });

  it('keeps unseen, missing and invalid apart from the levels, whatever their order', () => {
    const rows = [
      level('invalid', 0, 0.1, { kind: 'invalid' }),
      level('1', 1, 0.5),
      level('missing', 0, 0.2, { kind: 'missing' }),
      level('unseen', 0, 0.2, { kind: 'unseen' }),
    ];
    const [feature] = ready(rows);
    expect(feature!.slots.map(({ label }) => label)).toEqual(['1']);
    expect(feature!.apart.map(({ kind }) => kind)).toEqual(['unseen', 'missing', 'invalid']);
  });

  it('keeps the groups of a feature apart', () => {
    const rows = ['mobile', 'web'].flatMap((client) => [
      level('1', 0.5, 0.5, { client }),
      level('2', 0.5, 0.5, { client }),
    ]);
    expect(ready(rows).map(({ labels, slots }) => [labels.client, slots.length])).toEqual([
      ['mobile', 2],
      ['web', 2],
    ]);
  });

  it('names only labels that tell features apart', () => {
    const rows = ['mobile', 'web'].map((client) => level('1', 1, 1, { client, model: 'employment' }));
    expect(ready(rows).map(({ labels }) => labels)).toEqual([{ client: 'mobile' }, { client: 'web' }]);
  });

  it('keeps the same feature of two queries apart', () => {
    const frames = [frameOf([level('1', 1, 1)]), { ...frameOf([level('1', 1, 1)]), refId: 'B' }];
    const prepared = prepareDistribution(frames);
    expect(prepared.state === 'ready' && new Set(prepared.features.map(({ key }) => key)).size).toBe(2);
  });

  it('reads NaN, infinity and an unknown verdict as not known', () => {
    const [feature] = ready([level('1', NaN, Infinity, { verdict: 'splendid', value: NaN })]);
    expect(feature).toMatchObject({ value: null, verdict: null });
    expect(feature!.slots[0]).toMatchObject({ baselineShare: null, currentShare: null });
  });

  describe('told over time', () => {
    const steps = [1, 2, 3].flatMap((time) => [
      level('1', 0.5, time / 10, { time, value: time }),
      level('2', 0.5, 1 - time / 10, { time, value: time }),
    ]);
    const overTime = (rows = steps) => {
      const frame = frameOf(rows);
      const config = { custom: { windowSeconds: 0.001 } };
      return {
        ...frame,
        fields: frame.fields.map((field) =>
          field.name === 'time' ? { ...field, type: FieldType.time, config } : field,
        ),
      };
    };

    it('is a ladder below the bars of the whole range', () => {
      const prepared = prepareDistribution([frameOf([level('1', 1, 1)]), overTime()]);
      if (prepared.state !== 'ready') throw new Error(prepared.reason);
      expect(prepared.features).toHaveLength(1);
      expect(prepared.features[0]!.slots).toHaveLength(1);
      expect(prepared.features[0]!.ladder).toMatchObject({
        timesMs: [1, 2, 3],
        stepMs: 1,
        values: [1, 2, 3],
      });
      expect(prepared.features[0]!.ladder!.shares[2]!.get('level 2')).toBeCloseTo(0.7, 12);
    });

    it('stands with the bars of its latest step that has predictions where nothing tells the whole range', () => {
      const empty = [level('1', 0.5, 0, { time: 4, current: null, value: null })];
      const prepared = prepareDistribution([overTime([...steps, ...empty])]);
      if (prepared.state !== 'ready') throw new Error(prepared.reason);
      expect(prepared.features[0]).toMatchObject({ value: 3 });
      expect(prepared.features[0]!.slots.map(({ currentShare }) => currentShare)).toEqual([
        expect.closeTo(0.3, 12),
        expect.closeTo(0.7, 12),
      ]);
      expect(prepared.features[0]!.ladder!.values).toEqual([1, 2, 3, null]);
    });
  });

  it('says which fields are absent when the answer has another shape', () => {
    const frame = toDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }] });
    const prepared = prepareDistribution([frame]);
    expect(prepared).toMatchObject({ state: 'unsuitable' });
    expect(prepared.state !== 'ready' && prepared.reason).toContain('feature, kind, bin, baseline, current');
  });

  it('tells an empty answer from an unsuitable one, in the words of its notice where it has one', () => {
    expect(prepareDistribution([]).state).toBe('empty');
    expect(prepareDistribution([frameOf([], ['feature', 'kind', 'bin', 'baseline', 'current'])]).state).toBe(
      'empty',
    );
    const told = toDataFrame({
      fields: [],
      meta: { notices: [{ severity: 'info', text: 'No baseline yet.' }] },
    });
    expect(prepareDistribution([told])).toEqual({ state: 'empty', reason: 'No baseline yet.' });
  });
});

describe('orderLevels', () => {
  const slot = (label: string, baselineShare: number) => ({
    kind: 'level' as const,
    label,
    lower: null,
    upper: null,
    baselineShare,
    currentShare: baselineShare,
    baselineCount: baselineShare * 1000,
    currentCount: baselineShare * 1000,
  });

  it('orders codes by number and names by their share in the baseline', () => {
    const labels = (levels: ReturnType<typeof slot>[]) => orderLevels(levels).map(({ label }) => label);
    expect(labels([slot('10', 0.5), slot('9', 0.4), slot('1', 0.1)])).toEqual(['1', '9', '10']);
    expect(labels([slot('web', 0.2), slot('mobile', 0.8)])).toEqual(['mobile', 'web']);
  });

  it('adds up the rarest beyond what can be drawn, and loses no share', () => {
    const levels = Array.from({ length: 100 }, (_, index) => slot(`city ${index}`, (100 - index) / 5050));
    const ordered = orderLevels(levels);
    expect(ordered).toHaveLength(MAX_LEVELS);
    expect(ordered.at(-1)).toMatchObject({ kind: 'others', label: '71 others' });
    const total = ordered.reduce((sum, { baselineShare }) => sum + (baselineShare ?? 0), 0);
    expect(total).toBeCloseTo(1, 12);
  });
});

describe('describeFeature', () => {
  const format = { share: (share: number) => `${share * 100}%`, value: (value: number) => value.toFixed(1) };

  it('says the value, its verdict, the largest change and what stands apart', () => {
    const rows = [
      level('1', 0.75, 0.25),
      level('2', 0.25, 0.5),
      level('missing', 0, 0.25, { kind: 'missing' }),
    ];
    const [feature] = ready(rows);
    expect(describeFeature(feature!, format)).toBe(
      'MIG: 0.5, past its threshold. Largest change: 1, baseline 75%, current 25%. ' +
        'missing: baseline 0%, current 25%.',
    );
  });

  it('finds no largest change where one side has no rows', () => {
    const [feature] = ready([{ ...level('1', 1, 0), current: null }]);
    expect(findLargestChange(feature!)).toBeUndefined();
  });
});
