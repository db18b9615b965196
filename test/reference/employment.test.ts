import { type MeasureId, SCORE_COLUMN } from '../../collector/src/contract';
import { employmentSpec } from '../support/employment';
import { useEmploymentLog } from '../support/employmentLog';
import { Comparisons } from './comparisons';
import { type ExpectedPerformance, expectedWindows, type ExpectedWindow } from './expectedEmployment';

/*
 * Every measure on the employment log, through the real store and the query engine, against what Evidently, SciPy,
 * NumPy, scikit-learn and Fairlearn give on the same rows (`scripts/expectEmployment.py` makes those values again).
 */

jest.setTimeout(60_000);

const comparisons = new Comparisons();
const employmentLog = useEmploymentLog();

afterAll(() => {
  process.stdout.write(`\n${comparisons.table('Employment log against its references')}\n`);
});

const COLUMNS = [...employmentSpec().features.map(({ name }) => name), SCORE_COLUMN];
const CATEGORIES = employmentSpec()
  .features.filter(({ type }) => type === 'category')
  .map(({ name }) => name);

const BINNED = {
  'drift.psi': 'psi',
  'drift.jensenShannon': 'jensenShannonDistance',
  'drift.hellinger': 'hellinger',
  'drift.totalVariation': 'totalVariation',
  'drift.lInfinity': 'lInfinity',
} as const satisfies Partial<Record<MeasureId, string>>;

const JOINED = {
  'drift.psi': 'psi',
  'drift.jensenShannon': 'jensenshannon',
  'drift.kullbackLeibler': 'kl_div',
  'drift.hellinger': 'hellinger',
} as const satisfies Partial<Record<MeasureId, string>>;

const PERFORMANCE = {
  'performance.accuracy': 'accuracy',
  'performance.balancedAccuracy': 'balancedAccuracy',
  'performance.precision': 'precision',
  'performance.recall': 'recall',
  'performance.specificity': 'specificity',
  'performance.f1': 'f1',
  'performance.mcc': 'mcc',
  'performance.rocAuc': 'rocAuc',
  'performance.averagePrecision': 'averagePrecision',
  'performance.brier': 'brier',
  'performance.logLoss': 'logLoss',
  'performance.calibrationError': 'ece10',
} as const satisfies Partial<Record<MeasureId, keyof ExpectedPerformance>>;

const FAIRNESS = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalizedOddsDifference',
  'equalizedOddsRatio',
  'equalOpportunityDifference',
  'equalOpportunityRatio',
] as const;

const RATES_BY_GROUP = {
  'fairness.selectionRate': 'selectionRate',
  'fairness.truePositiveRate': 'truePositiveRate',
  'fairness.falsePositiveRate': 'falsePositiveRate',
  'fairness.accuracy': 'accuracy',
} as const satisfies Partial<Record<MeasureId, string>>;

const QUANTILES = [
  [0.5, 'p50'],
  [0.95, 'p95'],
  [0.99, 'p99'],
] as const;

/** The value of each feature, by name. */
async function byFeature(
  window: ExpectedWindow,
  measure: MeasureId,
  query: { features?: string[]; params?: Record<string, string> },
): Promise<Map<string, unknown>> {
  const rows = await employmentLog().ask({ measure, shape: 'table', ...query }, window);
  return new Map(rows.map((row) => [String(row.feature), row.value]));
}

describe.each(expectedWindows.map((window) => [`${window.from} to ${window.to}`, window] as const))(
  '%s',
  (where, window) => {
    test('drift by the bins of the baseline', async () => {
      for (const [measure, name] of Object.entries(BINNED)) {
        const values = await byFeature(window, measure as MeasureId, { features: COLUMNS });
        for (const column of COLUMNS) {
          const expected = column === SCORE_COLUMN ? window.scoreDrift.binned : window.binned[column]!;
          comparisons.compare(measure, values.get(column), expected[name], `${column} ${where}`);
        }
      }
    });

    test("drift by Evidently's joined bins", async () => {
      for (const [measure, method] of Object.entries(JOINED)) {
        // Evidently's Hellinger bins numbers over their distinct values, unlike its other distances.
        const columns = measure === 'drift.hellinger' ? CATEGORIES : COLUMNS;
        const values = await byFeature(window, measure as MeasureId, {
          features: columns,
          params: { bins: 'joined' },
        });
        for (const column of columns) {
          const byMethod = column === SCORE_COLUMN ? window.scoreDrift : window.drift[column]!;
          const expected = byMethod[method] as number;
          comparisons.compare(`${measure} (joined)`, values.get(column), expected, `${column} ${where}`);
        }
      }
    });

    test('distances of categories over the levels of both samples', async () => {
      for (const measure of ['drift.totalVariation', 'drift.lInfinity'] as const) {
        const values = await byFeature(window, measure, {
          features: CATEGORIES,
          params: { bins: 'joined' },
        });
        for (const feature of CATEGORIES) {
          const expected = window.twoSample[feature]![measure.slice('drift.'.length)] as number;
          comparisons.compare(`${measure} (joined)`, values.get(feature), expected, `${feature} ${where}`);
        }
      }
    });

    test('missing, unseen and out of range values', async () => {
      const missing = await byFeature(window, 'quality.missingRate', {});
      const unseen = await byFeature(window, 'quality.unseenRate', {});
      const outOfRange = await byFeature(window, 'quality.outOfRangeRate', {});
      for (const [feature, expected] of Object.entries(window.quality)) {
        const at = `${feature} ${where}`;
        comparisons.compare('quality.missingRate', missing.get(feature), expected.missingRate!, at);
        if (expected.unseenRate !== undefined) {
          comparisons.compare('quality.unseenRate', unseen.get(feature), expected.unseenRate, at);
        }
        if (expected.outOfBaselineRangeRate !== undefined) {
          const value = outOfRange.get(feature);
          comparisons.compare('quality.outOfRangeRate', value, expected.outOfBaselineRangeRate, at);
        }
      }
    });

    test('performance by every label, and by those that had arrived', async () => {
      const { final, asOf } = window.performance;
      for (const [measure, name] of Object.entries(PERFORMANCE)) {
        for (const [moment, expected] of [
          ['final', final],
          [asOf.asOf, asOf],
        ] as const) {
          const [row] = await employmentLog().ask({ measure, shape: 'table', asOf: moment }, window);
          if (measure === 'performance.accuracy') expect(row!.n).toBe(expected.n);
          if (expected[name] === undefined)
            expect(row).toMatchObject({ value: null, reason: expect.any(String) });
          else comparisons.compare(measure, row!.value, expected[name], `${moment} ${where}`);
        }
      }
    });

    test.each(['region', 'version'])('performance by %s', async (dimension) => {
      const groups = dimension === 'region' ? window.performance.byRegion : window.performance.byVersion;
      for (const [measure, name] of Object.entries(PERFORMANCE)) {
        const rows = await employmentLog().ask(
          { measure, shape: 'table', asOf: 'final', groupBy: [dimension] },
          window,
        );
        expect(rows.map((row) => row[dimension])).toEqual(Object.keys(groups).sort());
        for (const row of rows) {
          const expected = groups[String(row[dimension])]![name];
          if (expected === undefined) expect(row.value).toBeNull();
          else comparisons.compare(measure, row.value, expected, `${String(row[dimension])} ${where}`);
        }
      }
    });

    test.each(['sex', 'race'])('fairness between the groups of %s', async (segment) => {
      for (const name of FAIRNESS) {
        const measure = `fairness.${name}` as const;
        const params: Record<string, string | number> = {
          segment,
          minimumGroup: 1,
          ...(name.startsWith('demographic') && { rows: 'labelled' }),
        };
        const [row] = await employmentLog().ask({ measure, shape: 'table', asOf: 'final', params }, window);
        comparisons.compare(measure, row!.value, window.fairness[segment]![name], `${segment} ${where}`);
      }
    });

    test.each(['sex', 'race'])('rates of the groups of %s', async (segment) => {
      const { byGroup } = window.fairness[segment]!;
      for (const [measure, name] of Object.entries(RATES_BY_GROUP)) {
        const params = { segment, ...(measure === 'fairness.selectionRate' && { rows: 'labelled' }) };
        const query = { measure, shape: 'table', asOf: 'final', params } as const;
        const rows = await employmentLog().ask(query, window);
        expect(rows.map((row) => row.group)).toEqual(Object.keys(byGroup).sort());
        for (const row of rows) {
          const group = String(row.group);
          expect(row.labelled).toBe(byGroup[group]!.count);
          comparisons.compare(measure, row.value, byGroup[group]![name]!, `${group} ${where}`);
        }
      }
    });

    test('label lag and coverage', async () => {
      const { labels } = window;
      for (const [quantile, name] of QUANTILES) {
        const query = { measure: 'labels.lag', shape: 'table', asOf: 'final', params: { quantile } } as const;
        const [all] = await employmentLog().ask(query, window);
        comparisons.compare('labels.lag', all!.value, labels.lagSeconds[name]!, `${name} ${where}`);
        for (const row of await employmentLog().ask({ ...query, groupBy: ['region'] }, window)) {
          const region = String(row.region);
          const expected = labels.lagByRegion[region]!;
          comparisons.compare('labels.lag', row.value, expected[name]!, `${region} ${name} ${where}`);
        }
      }
      for (const [asOf, expected] of [
        ['final', labels.coverageFinal],
        [window.to, labels.coverageAsOf],
      ] as const) {
        const [row] = await employmentLog().ask({ measure: 'labels.coverage', shape: 'table', asOf }, window);
        comparisons.compare('labels.coverage', row!.value, expected, `${asOf} ${where}`);
      }
    });

    test('latency', async () => {
      for (const [quantile, name] of QUANTILES) {
        const query = { measure: 'serving.latency', shape: 'table', params: { quantile } } as const;
        const [all] = await employmentLog().ask(query, window);
        comparisons.compare(
          'serving.latency',
          all!.value,
          window.serving.latencyMs[name]!,
          `${name} ${where}`,
        );
        for (const row of await employmentLog().ask({ ...query, groupBy: ['version'] }, window)) {
          const version = String(row.version);
          const expected = window.serving.latencyMsByVersion[version]!;
          comparisons.compare('serving.latency', row.value, expected[name]!, `${version} ${name} ${where}`);
        }
      }
    });

    test('requests, errors, cold starts, cache hits and cost', async () => {
      const { serving } = window;
      const expected = {
        'serving.requests': serving.requests,
        'serving.clientErrorRate': serving.clientErrorRate,
        'serving.serverErrorRate': serving.serverErrorRate,
        'serving.availability': 1 - serving.serverErrorRate,
        'serving.coldStartRate': serving.coldStartRate,
        'serving.cacheHitRate': serving.cacheHitRate,
        'cost.perPrediction': serving.costPerPrediction,
      } satisfies Partial<Record<MeasureId, number>>;
      for (const [measure, value] of Object.entries(expected)) {
        const [row] = await employmentLog().ask({ measure, shape: 'table' }, window);
        comparisons.compare(measure, row!.value, value, where);
      }
    });
  },
);

test('no measure was left uncompared by an empty list of expectations', () => {
  const every: string[] = [
    ...Object.keys(BINNED),
    ...Object.keys(JOINED).map((measure) => `${measure} (joined)`),
    ...Object.keys(PERFORMANCE),
    ...FAIRNESS.map((name) => `fairness.${name}`),
    ...Object.keys(RATES_BY_GROUP),
    'quality.missingRate',
    'quality.unseenRate',
    'quality.outOfRangeRate',
    'labels.lag',
    'labels.coverage',
    'serving.latency',
    'serving.requests',
    'cost.perPrediction',
  ];
  expect(every.filter((measure) => comparisons.count(measure) < expectedWindows.length)).toEqual([]);
});
