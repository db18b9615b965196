import { badRequest, type ColumnProfile } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { BaselineSample, Column, RowSample, Store } from '../../store';
import { classesOf } from '../classes';
import type { QueryPlan } from '../plan';
import { profileOf } from './bins';
import type { InputReader } from './cell';
import { columnOf, mostRows, type PlacedRows, readFeatureRows, textAt } from './featureRows';
import { predictedClasses } from './predictedClass';

type Stratum = MeasureInputs['strata']['strata'][number];

/** The stratum of a row; null where it belongs to none. */
type StratumOf = (row: number) => string | null;

/** Rows that have the same class, label or segment value, by the bins of every feature, in the baseline and now. */
export const strata: InputReader<'strata'> = {
  read: async (plan, store, signal) => {
    const segments = segmentsOf(plan);
    const [baseline, { sample, placed }] = await Promise.all([
      readBaseline(plan, store, signal),
      readFeatureRows(plan, store, { features: plan.features, dimensions: segments }, signal),
    ]);
    const before = stratumOfBaseline(plan, baseline);
    const now = stratumNow(plan, sample);
    const ofBaseline = new Map(
      plan.features.map((feature) => {
        const rows = Uint32Array.from({ length: baseline.rows }, (_, row) => row);
        return [feature, count(profileOf(plan, feature), columnOf(baseline, feature), rows, before)];
      }),
    );
    return placed.flatMap(({ bucket, labels, places }) =>
      plan.features.map((feature) => {
        const isOne = sample.weights.every((weight) => weight === 1);
        const weights = isOne ? undefined : sample.weights;
        const current = count(profileOf(plan, feature), columnOf(sample, feature), places, now, weights);
        return {
          bucket,
          labels: { ...labels, feature },
          input: {
            strata: together(ofBaseline.get(feature)!, current),
            minimumRows: Number(plan.params.minimumRows),
            ...(plan.definition.needsLabels && { coverage: coverageOf(sample, places) }),
          },
        };
      }),
    );
  },
  empty: (plan) => ({
    strata: [],
    minimumRows: Number(plan.params.minimumRows),
    ...(plan.definition.needsLabels && { coverage: 0 }),
  }),
};

const segmentsOf = ({ params }: QueryPlan): string[] =>
  typeof params.segment === 'string' ? [params.segment] : [];

async function readBaseline(plan: QueryPlan, store: Store, signal?: AbortSignal): Promise<BaselineSample> {
  const { spec } = plan.model!;
  return store.sampleBaseline(
    {
      model: spec.model,
      baselineVersion: plan.baseline!.version,
      features: plan.features,
      segments: segmentsOf(plan),
      classes: spec.task === 'multiclass' ? classesOf(spec).classes : [],
      limit: mostRows(plan.features),
    },
    signal,
  );
}

function stratumOfBaseline(plan: QueryPlan, baseline: BaselineSample): StratumOf {
  const [segment] = segmentsOf(plan);
  if (segment !== undefined) {
    const column = baseline.segments[segment];
    if (!column) {
      throw badRequest(
        'baseline-without-segment',
        `The baseline of ${plan.baseline!.version} has no column ${segment}: register it with one, or take logged rows as ` +
          'the baseline.',
      );
    }
    return (row) => textAt(column, row) ?? 'missing';
  }
  if (plan.definition.needsLabels) {
    const { labels } = baseline;
    if (!labels) {
      throw badRequest(
        'baseline-without-labels',
        `The baseline of ${plan.baseline!.version} has no column \`label\`: register it with one.`,
      );
    }
    return (row) => textAt(labels, row);
  }
  const { classes } = classesOf(plan.model!.spec);
  const predicted = predictedClasses(plan.model!.spec, baseline);
  return (row) => classes[predicted[row]!] ?? null;
}

function stratumNow(plan: QueryPlan, sample: RowSample): StratumOf {
  const [segment] = segmentsOf(plan);
  if (segment !== undefined) return (row) => textAt(sample.dimensions[segment]!, row) ?? 'missing';
  const column = plan.definition.needsLabels ? sample.labels : sample.classes;
  return (row) => (sample.status[row]! < 400 ? textAt(column, row) : null);
}

/** Counts by stratum: the bins of the profile, then unseen and missing values (an invalid one is missing here). */
function count(
  profile: ColumnProfile,
  column: Column | undefined,
  rows: Uint32Array,
  stratumOf: StratumOf,
  weights?: Float64Array,
): Map<string, { counts: number[]; rows: number }> {
  const bins = profile.counts.length;
  const binOf = column ? binsOf(profile, column) : () => bins + 1;
  const strata = new Map<string, { counts: number[]; rows: number }>();
  for (const row of rows) {
    const name = stratumOf(row);
    if (name === null) continue;
    let one = strata.get(name);
    if (!one) strata.set(name, (one = { counts: new Array<number>(bins + 2).fill(0), rows: 0 }));
    one.counts[binOf(row)]! += weights ? weights[row]! : 1;
    one.rows += 1;
  }
  return strata;
}

function binsOf(profile: ColumnProfile, column: Column): (row: number) => number {
  const bins = profile.counts.length;
  if (column.type === 'number') {
    const edges = profile.type === 'number' ? profile.edges : [];
    return (row) => {
      const value = column.values[row]!;
      if (Number.isNaN(value)) return bins + 1;
      const bin = edges.findIndex((edge) => value <= edge);
      return bin === -1 ? edges.length : bin;
    };
  }
  const levels = new Map(profile.type === 'number' ? [] : profile.levels.map((level, bin) => [level, bin]));
  const ofCode = column.dictionary.map((level) => levels.get(level) ?? bins);
  return (row) => (column.codes[row]! < 0 ? bins + 1 : ofCode[column.codes[row]!]!);
}

function together(before: ReturnType<typeof count>, now: ReturnType<typeof count>): Stratum[] {
  return [...new Set([...before.keys(), ...now.keys()])].sort().map((name) => {
    const [baseline, current] = [before.get(name), now.get(name)];
    return {
      name,
      baseline: baseline?.counts ?? [],
      baselineRows: baseline?.rows ?? 0,
      current: current?.counts ?? [],
      rows: current?.rows ?? 0,
    };
  });
}

function coverageOf(sample: RowSample, places: PlacedRows['places']): number {
  let [served, labelled] = [0, 0];
  for (const row of places) {
    if (!(sample.status[row]! < 400)) continue;
    served += sample.weights[row]!;
    if (sample.labels.codes[row]! >= 0) labelled += sample.weights[row]!;
  }
  return served > 0 ? labelled / served : 0;
}
