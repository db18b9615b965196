import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type ColumnProfile,
  type Grouped,
  LEAST_PROBABILITY,
  type ModelSchema,
  SCORE_TENTHS,
  type ScoreCounts,
  type ScoreSums,
  type StoredRecord,
} from '../../contract';
import type { Store } from '../store';
import type { AggregateRequest, ScoreRequest } from '../requests';
import { writeParquet } from '../testing/writeParquet';
import { HOUR, label, loans, MINUTE, prediction, profiles, START } from './sample';

/* Answers must be the same from aggregates and from rows, whatever has happened and been built in between. */

const HOURS = 60;
const DAY = 24 * HOUR;
const CLASSES = ['0', '1'];

type Action =
  | { do: 'predict'; at: number; rows: number; shape: number }
  | { do: 'label'; of: number; at: number; value: number; rows: number }
  | { do: 'delete'; before: number }
  | { do: 'build'; budgetMs: number }
  | { do: 'reopen' }
  | { do: 'newSchema' };

const minutes = fc.integer({ min: 0, max: HOURS * 60 - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('predict' as const),
      at: minutes,
      rows: fc.integer({ min: 1, max: 40 }),
      shape: fc.nat(1000),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('label' as const),
      of: fc.nat(200),
      at: fc.integer({ min: 0, max: HOURS * 90 }),
      value: fc.nat(3),
      rows: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('build' as const), budgetMs: fc.constantFrom(0, 1e6) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), before: fc.nat(HOURS * 30) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'newSchema' as const }) },
);

const second: ModelSchema = {
  ...loans,
  version: 2,
  features: [
    { name: 'grade', type: 'category' },
    { name: 'income', type: 'category' },
    { name: 'owner', type: 'boolean' },
  ],
  segments: ['channel', 'region'],
};

/** Rows of many kinds, all told by a few numbers: late ones, failed ones, sampled ones, with values missing or invalid. */
function predictionsOf({ at, rows, shape }: Action & { do: 'predict' }, first: number, schema: number) {
  return Array.from({ length: rows }, (_, index) => {
    const mix = (shape + index) * 7 + 3;
    const of = <T>(values: readonly T[], step: number): T => values[Math.floor(mix / step) % values.length]!;
    const region = of(['north', 'south', null, 'east'], 1);
    return prediction(`p${first + index}`, (at + index * (shape % 9)) % (HOURS * 60), {
      schema,
      version: of(['v1', 'v2'], 2),
      deployment: of(['stable', 'stable', 'canary'], 3),
      features:
        schema === 1
          ? [of([10, 20.5, null, 31], 2), of(['a', 'b', 'c', null], 3), of([true, false, null], 5)]
          : [of(['a', 'b', 'c', null], 3), of(['10', '17', 'much', null], 2), of([true, null], 5)],
      ...(mix % 11 === 0 && { invalid: { 'features.income': '"x"' } }),
      segments: schema === 1 ? [region] : [of(['web', 'app', null], 2), region],
      class: shape % 4 === 0 ? of(['1', '0', 'other', null], 4) : of(['1', '0', 'other'], 4),
      score: of([0.1, 0.5, 0.7, null, 0.123, 1, 0.048], 3),
      status: of([200, 200, 200, 404, 503], 2),
      cost: of([null, 0.25, 1.1], 2),
      cacheHit: mix % 3 === 0,
      coldStart: mix % 5 === 0,
      degraded: mix % 7 === 0,
      latencyMs: of([12, null, 40.5, 0.4, 1900], 3),
      sampleRate: of([1, 1, 0.5, 0.1], 6),
    });
  });
}

const GROUPINGS = [[], ['version'], ['region'], ['deployment', 'region']];
const FILTERS: AggregateRequest['selection']['filters'][] = [
  [],
  [{ key: 'region', operator: '=', values: ['north', 'missing', 'nowhere'] }],
  [{ key: 'region', operator: '!=', values: ['south'] }],
  [{ key: 'version', operator: '!=', values: ['v2', 'missing'] }],
];
const question = fc.record({
  from: fc.oneof(fc.constant(0), fc.integer({ min: -600, max: HOURS * 60 })),
  length: fc.oneof(fc.constant(DAY * 3), fc.integer({ min: 0, max: DAY * 3 })),
  groupBy: fc.constantFrom(...GROUPINGS),
  filters: fc.constantFrom(...FILTERS),
  bucketMs: fc.constantFrom(null, HOUR, 6 * HOUR, DAY, 20 * MINUTE),
  asOf: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: HOURS * 90 })),
});

/** Equal, but for the order in which numbers that are no integers were added. */
function expectSame(found: unknown, wanted: unknown): void {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value;
  expect(JSON.parse(JSON.stringify(found, rounded))).toEqual(JSON.parse(JSON.stringify(wanted, rounded)));
}

/** What happens to a store, one after the other. */
class History {
  private predictions = 0;
  private position = 0;
  private schema = 1;

  constructor(
    private readonly storeOf: () => Store,
    private readonly reopen: () => Promise<void>,
  ) {}

  async act(step: Action): Promise<void> {
    const store = this.storeOf();
    if (step.do === 'predict') {
      await this.apply(predictionsOf(step, this.predictions, this.schema));
      this.predictions += step.rows;
    } else if (step.do === 'label') {
      const records = Array.from({ length: step.rows }, (_, index) =>
        label(
          `p${step.of + index}`,
          ['0', '1', 'other', '1'][(step.value + index) % 4]!,
          step.at + index * 13,
        ),
      );
      await this.apply(records);
    } else if (step.do === 'delete') await store.deleteBefore('loans', START + step.before * MINUTE);
    else if (step.do === 'build') {
      await store.buildAggregates({ now: Date.now() + DAY, quietMs: 0, budgetMs: step.budgetMs });
    } else if (step.do === 'reopen') await this.reopen();
    else {
      this.schema = 2;
      await store.ensureSchema(second);
    }
  }

  private async apply(records: StoredRecord[]): Promise<void> {
    await this.storeOf().apply(records, String(++this.position));
  }
}

export function describeAggregates(
  storeOf: () => Store,
  reopen: () => Promise<void>,
  renew: () => Promise<void>,
): void {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'store-aggregates-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const importBaseline = async (): Promise<Record<string, ColumnProfile>> => {
    const file = join(folder, 'baseline.parquet');
    const rows = `(10, 'a', true, 0.5), (25, 'b', false, 0.5), (12, 'a', NULL, 0.75), (NULL, 'd', true, NULL)`;
    await writeParquet(file, `SELECT * FROM (VALUES ${rows}) AS rows(income, grade, owner, score)`);
    return (await storeOf().importBaseline(loans, 'v1', file)).columns;
  };

  it('answers from what was counted as it does from rows', async () => {
    const seed = fc.array(action, { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(seed, fc.array(question, { minLength: 6, maxLength: 6 }), async (steps, questions) => {
        await renew();
        const columns = await importBaseline();
        const history = new History(storeOf, reopen);
        for (const step of steps) await history.act(step);
        for (const { from, length, filters, groupBy, bucketMs, asOf } of questions) {
          const start = START + from * MINUTE;
          const selection = { model: 'loans', from: start, to: start + length, filters };
          await expectSameAnswers(
            storeOf(),
            { selection, groupBy, bucketMs },
            columns,
            START + asOf * MINUTE,
          );
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
    );
  }, 60_000);

  it('tells quantiles of latencies within a bound from what was counted', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      prediction(`p${index}`, index, { latencyMs: 10 + ((index * 37) % 300) }),
    );
    await storeOf().apply(rows, '1');
    await storeOf().buildAggregates({ quietMs: 0, now: Date.now() + DAY });
    const selection = { model: 'loans', from: START + 10 * MINUTE, to: START + DAY, filters: [] };
    const request = { selection, groupBy: [], bucketMs: null };
    const [bounded] = await storeOf().countServing({ ...request, quantiles: [0.95], bounded: true });
    expect(bounded!.value.latencyError).toBe(0.01);
    await expectBoundedQuantiles(storeOf(), request);
    const [exact] = await storeOf().countServing({ ...request, quantiles: [0.95] });
    expect(exact!.value.latencyError).toBeUndefined();
  });

  it('tells scores in bins, with exact sums, from what was counted', async () => {
    const rows = Array.from({ length: 400 }, (_, index) =>
      prediction(`p${index}`, index * 5, {
        score: ((index * 37 + 5) % 400) / 400,
        sampleRate: index % 3 === 0 ? 0.5 : 1,
      }),
    );
    const labels = rows
      .slice(0, 380)
      .map(({ id, score }, index) => label(id, index % 7 < score! * 7 ? '1' : '0', index * 6));
    await storeOf().apply([...rows, ...labels, label('p3', '1', 2000), label('p3', '0', 2100)], '1');
    await storeOf().buildAggregates({ quietMs: 0, now: Date.now() + DAY });
    const selection = { model: 'loans', from: START + 10 * MINUTE, to: START + 2 * DAY, filters: [] };
    for (const asOf of [Infinity, START + DAY, START + DAY + 700 * MINUTE]) {
      for (const bucketMs of [null, 6 * HOUR]) {
        const request = { selection, groupBy: ['version'], bucketMs, asOf, positiveClass: '1' };
        const [binned] = await storeOf().countScores({ ...request, bounded: true });
        expect(binned!.value.sums).toBeDefined();
        await expectBinnedScores(storeOf(), request);
      }
    }
    // A score beyond 0 and 1 is in no bin.
    await storeOf().apply([prediction('odd', 20, { score: 1.5 }), label('odd', '1', 30)], '2');
    await storeOf().buildAggregates({ quietMs: 0, now: Date.now() + DAY });
    const request = { selection, groupBy: [], bucketMs: null, asOf: Infinity, positiveClass: '1' };
    const [exact] = await storeOf().countScores({ ...request, bounded: true });
    expect(exact!.value.sums).toBeUndefined();
  });

  it('counts hours that are left alone, and days out of them', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => prediction(`p${index}`, index * 17));
    await storeOf().apply(rows, '1');
    const now = Date.now() + DAY;
    expect(await storeOf().buildAggregates({ quietMs: 2 * DAY, now })).toMatchObject({ hours: 0, days: 0 });
    expect(await storeOf().buildAggregates({ quietMs: 0, now })).toEqual({
      hours: 57,
      rows: 200,
      days: 3,
      remaining: 0,
    });
    await storeOf().apply([prediction('late', 5)], '2');
    expect(await storeOf().buildAggregates({ quietMs: 0, now })).toEqual({
      hours: 1,
      rows: 5,
      days: 1,
      remaining: 0,
    });
  });

  it('counts a day again that got an hour which had no rows before', async () => {
    const build = () => storeOf().buildAggregates({ quietMs: 0, now: Date.now() + DAY });
    await storeOf().apply([prediction('first', 0)], '1');
    await build();
    await storeOf().apply([prediction('second', 60), label('first', '1', 5), label('first', '0', 3)], '2');
    await build();
    await storeOf().apply([label('first', '0', 70), label('second', '1', 61)], '3');
    for (const minute of [4, 10, 65, 1000]) {
      const selection = { model: 'loans', from: START, to: START + DAY, filters: [] };
      const request = { selection, groupBy: [], bucketMs: null };
      await expectSameAnswers(storeOf(), request, {}, START + minute * MINUTE);
    }
  });

  it('reads rows of a segment with more values than are counted, and counts the rest of them together', async () => {
    const rows = Array.from({ length: 130 }, (_, index) =>
      prediction(`p${index}`, index, { segments: [`region ${index % 65}`] }),
    );
    await storeOf().apply(rows, '1');
    await storeOf().buildAggregates({ quietMs: 0, now: Date.now() + DAY });
    const selection = { model: 'loans', from: START, to: START + DAY, filters: [] };
    for (const groupBy of [['region'], []]) {
      await expectSameAnswers(storeOf(), { selection, groupBy, bucketMs: HOUR }, profiles, Infinity);
    }
    for (const [operator, value] of [
      ['=', 'region 3'],
      ['!=', 'region 3'],
      ['=', 'region 60'],
      ['!=', 'region 60'],
    ] as const) {
      const filters = [{ key: 'region', operator, values: [value] }];
      const request = { selection: { ...selection, filters }, groupBy: ['version'], bucketMs: null };
      await expectSameAnswers(storeOf(), request, profiles, Infinity);
    }
  });
}

async function expectSameAnswers(
  store: Store,
  request: AggregateRequest,
  columns: Record<string, ColumnProfile>,
  asOf: number,
): Promise<void> {
  const ask = async (raw: boolean): Promise<unknown[]> => [
    await store.countBins({ ...request, columns, raw }),
    await store.countServing({ ...request, quantiles: [], raw }),
    await store.countConfusion({ ...request, classes: CLASSES, asOf, raw }),
    await store.countArrivals({ ...request, quantiles: [], asOf, raw }),
  ];
  expectSame(await ask(false), await ask(true));
  await expectBoundedQuantiles(store, request);
  await expectBinnedScores(store, { ...request, asOf, positiveClass: '1' });
}

/** Scores in bins are as many as the distinct ones, up to each tenth, and their sums are exact. */
async function expectBinnedScores(store: Store, request: ScoreRequest): Promise<void> {
  const exact = await store.countScores({ ...request, raw: true });
  const binned = await store.countScores({ ...request, bounded: true });
  expectSame(binned.map(countsByTenth), exact.map(countsByTenth));
  binned.forEach(({ value: { sums } }, index) => {
    if (!sums) return;
    const wanted = numbersOf(sumsOf(exact[index]!.value));
    numbersOf(sums).forEach((found, place) => {
      expect(Math.abs(found - wanted[place]!)).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(wanted[place]!)),
      );
    });
  });
}

const numbersOf = ({ brier, logLoss, scores, positives }: ScoreSums): number[] => [
  brier.sum,
  brier.squares,
  logLoss.sum,
  logLoss.squares,
  ...scores,
  ...positives,
];

function countsByTenth({ value, ...group }: Grouped<ScoreCounts>): unknown {
  const { scores, positives, negatives, rows, served, servedRows } = value;
  const upTo = (tenth: number, side: Float64Array): number =>
    side.reduce((sum, count, index) => (scores[index]! < tenth / 10 ? sum + count : sum), 0);
  // The last tenth has the scores of 1 too.
  const edges = [...Array(SCORE_TENTHS).keys(), Infinity];
  const tenths = edges.map((tenth) => [upTo(tenth, positives), upTo(tenth, negatives)]);
  return { group, tenths, rows, served, servedRows };
}

function sumsOf({ scores, positives, negatives }: ScoreCounts): ScoreSums {
  const sums: ScoreSums = {
    brier: { sum: 0, squares: 0 },
    logLoss: { sum: 0, squares: 0 },
    scores: new Float64Array(SCORE_TENTHS),
    positives: new Float64Array(SCORE_TENTHS),
  };
  const add = (of: { sum: number; squares: number }, count: number, loss: number): void => {
    if (count === 0) return;
    of.sum += count * loss;
    of.squares += count * loss * loss;
  };
  scores.forEach((score, index) => {
    const [positive, negative] = [positives[index]!, negatives[index]!];
    const clipped = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    add(sums.brier, positive, (1 - score) ** 2);
    add(sums.brier, negative, score ** 2);
    add(sums.logLoss, positive, -Math.log(clipped));
    add(sums.logLoss, negative, -Math.log(1 - clipped));
    const tenth = Math.min(SCORE_TENTHS - 1, Math.floor(score * SCORE_TENTHS));
    sums.scores[tenth]! += score * (positive + negative);
    sums.positives[tenth]! += positive;
  });
  return sums;
}

/** Quantiles that may be off by a share of themselves are off by no more than they say. */
async function expectBoundedQuantiles(store: Store, request: AggregateRequest): Promise<void> {
  const quantiles = [0, 0.5, 0.95, 1];
  const exact = await store.countServing({ ...request, quantiles, raw: true });
  const bounded = await store.countServing({ ...request, quantiles, bounded: true });
  expectSame(
    bounded.map(({ value: { latencyQuantiles: _, latencyError: __, ...counts }, ...group }) => [
      group,
      counts,
    ]),
    exact.map(({ value: { latencyQuantiles: _, ...counts }, ...group }) => [group, counts]),
  );
  bounded.forEach(({ value: { latencyQuantiles, latencyError = 0 } }, index) => {
    latencyQuantiles.forEach((found, place) => {
      const wanted = exact[index]!.value.latencyQuantiles[place]!;
      if (wanted === null) expect(found).toBeNull();
      else expect(Math.abs(found! - wanted)).toBeLessThanOrEqual((latencyError + 1e-9) * wanted);
    });
  });
}
