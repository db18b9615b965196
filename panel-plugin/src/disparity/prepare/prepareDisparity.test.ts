import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { describeGap, describeGroup, judgeGap, prepareDisparity, sortGroups } from '.';
import { allowedBand } from './judgeGap';

const row = (group: string, value: number | null, more: object = {}) => ({
  model: 'm',
  group,
  size: 1000,
  labelled: 400,
  value,
  lower: value === null ? null : value - 0.05,
  upper: value === null ? null : value + 0.05,
  baseline: 0.5,
  small: false,
  worst: false,
  reason: null as string | null,
  ...more,
});
const ROWS = [
  row('a', 0.6, { worst: true }),
  row('b', 0.4, { worst: true }),
  row('c', 0.5),
  row('tiny', 0.9, { small: true, size: 3 }),
  row('none', null, { reason: 'no positives' }),
];
const TYPES: Record<string, FieldType> = {
  model: FieldType.string,
  version: FieldType.string,
  group: FieldType.string,
  reason: FieldType.string,
  small: FieldType.boolean,
  worst: FieldType.boolean,
};

function frameOf(rows: Record<string, unknown>[], custom?: object): DataFrame {
  const names = Object.keys(rows[0] ?? row('', null));
  return toDataFrame({
    refId: 'A',
    meta: custom ? { custom } : undefined,
    fields: names.map((name) => ({
      name,
      type: TYPES[name] ?? FieldType.number,
      values: rows.map((one) => one[name]),
    })),
  });
}

const number = (value: number, lower: number, upper: number, baseline: number | null = 0.1) => ({
  value,
  lower,
  upper,
  baseline,
});
const summary = (labels: object, more: object = {}) => ({
  labels,
  highest: 'a',
  lowest: 'b',
  difference: number(0.2, 0.12, 0.28),
  ratio: number(2 / 3, 0.5, 0.79, 0.9),
  ...more,
});

function ready(frames: DataFrame[]) {
  const prepared = prepareDisparity(frames);
  if (prepared.state !== 'ready') throw new Error(prepared.reason);
  return prepared;
}

describe('prepareDisparity', () => {
  it('reads groups with sizes and intervals, and the worst pair with its interval from the metadata', () => {
    const { sets, model } = ready([frameOf(ROWS, { disparities: [summary({ model: 'm' })] })]);
    expect(sets).toHaveLength(1);
    expect(sets[0]!.groups[0]).toMatchObject({
      group: 'a',
      size: 1000,
      labelled: 400,
      high: 0.65,
      isWorst: true,
    });
    expect(sets[0]!.groups[3]).toMatchObject({ group: 'tiny', isSmall: true });
    expect(sets[0]!.gap).toMatchObject({ highest: 'a', lowest: 'b', difference: { lower: 0.12 } });
    expect(sets[0]!.labels).toEqual({});
    expect(model).toBe('m');
  });

  it('compares the marked pair where the metadata is gone, and then has no interval', () => {
    const { gap } = ready([frameOf(ROWS)]).sets[0]!;
    expect(gap!.difference.value).toBeCloseTo(0.2, 12);
    expect(gap!.ratio.value).toBeCloseTo(2 / 3, 12);
    expect(gap!.difference.lower).toBeNull();
  });

  it('keeps label sets apart, each with its own pair', () => {
    const rows = ['v1', 'v2'].flatMap((version) => ROWS.slice(0, 2).map((one) => ({ version, ...one })));
    const disparities = ['v1', 'v2'].map((version, index) =>
      summary({ model: 'm', version }, { difference: number(index, 0, 1) }),
    );
    const { sets } = ready([frameOf(rows, { disparities })]);
    expect(sets.map(({ labels, gap }) => [labels, gap!.difference.value])).toEqual([
      [{ version: 'v1' }, 0],
      [{ version: 'v2' }, 1],
    ]);
  });

  it('has no gap where the metadata says that fewer than two groups are large enough', () => {
    const none = summary({}, { highest: null, lowest: null });
    expect(ready([frameOf(ROWS, { disparities: [none] })]).sets[0]!.gap).toBeNull();
    expect(ready([frameOf(ROWS.slice(2))]).sets[0]!.gap).toBeNull();
  });

  it('reads the rates over time by group, and leaves gaps', () => {
    const frame = toDataFrame({
      refId: 'B',
      fields: [
        { name: 'time', type: FieldType.time, values: [1, 2, 3] },
        {
          name: 'value',
          type: FieldType.number,
          labels: { model: 'm', group: 'a' },
          values: [0.1, null, 0.3],
        },
        {
          name: 'value',
          type: FieldType.number,
          labels: { model: 'm', group: 'b' },
          values: [0.2, 0.2, NaN],
        },
      ],
    });
    const { lines, sets } = ready([frame]);
    expect(sets).toEqual([]);
    expect(lines).toMatchObject([
      {
        timesMs: [1, 2, 3],
        lines: [
          { group: 'a', values: [0.1, null, 0.3] },
          { group: 'b', values: [0.2, 0.2, null] },
        ],
      },
    ]);
  });

  it('says which fields are missing when the answer has another form, and what to choose', () => {
    const frame = toDataFrame({ fields: [{ name: 'value', type: FieldType.number, values: [1] }] });
    const prepared = prepareDisparity([frame]);
    expect(prepared.state).toBe('unsuitable');
    expect(prepared.state !== 'ready' && prepared.reason).toContain(
      'no field named group, size, lower, upper, small, worst',
    );
    expect(prepared.state !== 'ready' && prepared.reason).toContain('name the segment');
  });

  it('tells an empty answer, in the words of its notice where it has one', () => {
    expect(prepareDisparity([]).state).toBe('empty');
    const told = toDataFrame({ fields: [], meta: { notices: [{ severity: 'info', text: 'No rows.' }] } });
    expect(prepareDisparity([told])).toEqual({ state: 'empty', reason: 'No rows.' });
    expect(prepareDisparity([frameOf([])])).toMatchObject({ state: 'empty' });
  });
});

describe('judgeGap', () => {
  const gapOf = (difference: object, ratio: object = number(0.7, 0.6, 0.79)) =>
    ({ highest: 'a', lowest: 'b', difference, ratio }) as never;
  it.each([
    ['surely beyond', number(0.2, 0.12, 0.28), true, true],
    ['perhaps beyond', number(0.12, 0.02, 0.22), true, false],
    ['surely within', number(0.05, 0.01, 0.09), false, true],
    ['perhaps within', number(0.05, -0.1, 0.2), false, false],
    ['without an interval', { ...number(0.2, 0, 0), lower: null, upper: null }, true, false],
  ])('%s', (_name, difference, isBeyond, isSure) => {
    expect(judgeGap(gapOf(difference), 'difference', 0.1)).toEqual({ isBeyond, isSure });
  });

  it('asks a ratio to be at least what is allowed, and has no verdict on none', () => {
    expect(judgeGap(gapOf(number(0, 0, 0)), 'ratio', 0.8)).toEqual({ isBeyond: true, isSure: true });
    expect(judgeGap(gapOf({}, { value: null }), 'ratio', 0.8)).toBeNull();
  });

  it('allows a band below the highest rate', () => {
    expect(allowedBand(0.5, 'ratio', 0.8)).toEqual({ low: 0.4, high: 0.5 });
    expect(allowedBand(0.5, 'difference', 0.1)).toEqual({ low: 0.4, high: 0.5 });
  });
});

describe('words', () => {
  const format = {
    rate: (rate: number) => `${Math.round(rate * 100)}%`,
    difference: (difference: number) => `${Math.round(difference * 100)} points`,
    differences: (from: number, to: number) => `${Math.round(from * 100)} to ${Math.round(to * 100)} points`,
    ratio: (ratio: number) => ratio.toFixed(2),
    count: String,
  };
  const { sets } = ready([frameOf(ROWS, { disparities: [summary({})] })]);
  const gap = sets[0]!.gap!;

  it('names the pair, how far apart, against what is allowed and the baseline', () => {
    expect(describeGap(gap, 'difference', 0.1, judgeGap(gap, 'difference', 0.1), format)).toEqual({
      lowest: 'b',
      highest: 'a',
      distance: '20 points',
      interval: '95 %: 12 to 28 points',
      judgement: 'more than the allowed 10 points',
      baseline: 'baseline 10 points, wider now',
    });
    expect(describeGap(gap, 'ratio', 0.6, judgeGap(gap, 'ratio', 0.6), format)).toMatchObject({
      distance: '0.67',
      judgement: 'within the allowed 0.60, but the interval reaches past it',
      baseline: 'baseline 0.90, wider now',
    });
  });

  it('tells of a group what its row shows, and why it has no value or takes no part', () => {
    const told = sets[0]!.groups.map((group) => describeGroup(group, gap, 'difference', format));
    expect(told[1]).toBe(
      'b: 40%; 95 % between 35% and 45%; 1000 rows, 400 labelled; baseline 50%; furthest from a, difference 20 points.',
    );
    expect(told[3]).toContain('3 rows, 400 labelled; baseline 50%; too few rows to be compared');
    expect(told[4]).toBe('none: no value; no positives; 1000 rows, 400 labelled; baseline 50%.');
  });
});

describe('sortGroups', () => {
  it('puts the highest first, then what is too small, then what has no rate', () => {
    const { groups } = ready([frameOf(ROWS)]).sets[0]!;
    const names = (order: 'value' | 'name' | 'asGiven') =>
      sortGroups(groups, order).map(({ group }) => group);
    expect(names('value')).toEqual(['a', 'c', 'b', 'tiny', 'none']);
    expect(names('name')).toEqual(['a', 'b', 'c', 'none', 'tiny']);
    expect(names('asGiven')).toEqual(['a', 'b', 'c', 'tiny', 'none']);
  });
});
