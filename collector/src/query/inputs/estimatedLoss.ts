import {
  badRequest,
  type BaselineEntry,
  type ModelEntry,
  type OutsideCounts,
  SCORE_COLUMN,
} from '../../contract';
import { type FeatureSample, type LearnedLoss, learnLoss, type Loss } from '../../measures';
import type { BaselineSample, Store } from '../../store';
import { placeOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';
import { chooseRows, columnOf, commonFeatures, readFeatureRows } from './featureRows';
import { knownColumns, NOTHING_OUTSIDE } from './outside';
import { readRealised } from './realised';

/** Rows of the baseline that trees are grown on: more take longer than a dashboard waits, and change them little. */
const MOST_LEARNED = 10_000;
/** Fewer than this and an average over leaves of twenty says nothing. */
const LEAST_LEARNED = 100;

/** Answered predictions with the losses that trees expect of them. */
export const estimatedLoss: InputReader<'estimatedLoss'> = {
  read: async (plan, store, signal) => {
    const features = commonFeatures(plan.model!, plan);
    const [learned, { sample, placed }, outside, realised] = await Promise.all([
      learnedOf(plan, features, store),
      readFeatureRows(plan, store, { features }, signal),
      store.countOutside({ ...aggregateOf(plan), columns: knownColumns(plan) }, signal),
      readRealised(plan, store, signal),
    ]);
    const outsideAt = new Map(outside.map((one) => [placeOf(one), one.value]));
    return placed.map(({ bucket, labels, places }) => {
      const answered = places.filter(
        (row) => !Number.isNaN(sample.scores[row]!) && sample.status[row]! < 400,
      );
      const rows: FeatureSample = samplePlaces(sample, features, answered);
      const place = placeOf({ bucket, labels });
      const unlike = outsideAt.get(place) ?? NOTHING_OUTSIDE;
      return {
        bucket,
        labels,
        input: {
          losses: learned.lossesOf(rows),
          weights: Float64Array.from(answered, (row) => sample.weights[row]!),
          total: sample.share < 1 ? unlike.rows : answered.length,
          learned,
          outside: unlike,
          realised: realised.get(place),
        },
      };
    });
  },
  empty: (): {
    losses: Float64Array;
    weights: Float64Array;
    total: number;
    learned: null;
    outside: OutsideCounts;
  } => ({
    losses: new Float64Array(),
    weights: new Float64Array(),
    total: 0,
    learned: null,
    outside: NOTHING_OUTSIDE,
  }),
};

const keptOf = new WeakMap<Store, WeakMap<BaselineEntry, Map<string, Promise<LearnedLoss>>>>();

/** Learned once for each baseline, set of features and loss; a baseline that is registered again is learned anew. */
function learnedOf(plan: QueryPlan, features: string[], store: Store): Promise<LearnedLoss> {
  const ofStore = keptOf.get(store) ?? new WeakMap<BaselineEntry, Map<string, Promise<LearnedLoss>>>();
  keptOf.set(store, ofStore);
  const kept = ofStore.get(plan.baseline!) ?? new Map<string, Promise<LearnedLoss>>();
  ofStore.set(plan.baseline!, kept);
  const loss: Loss = plan.definition.id === 'estimate.mae' ? 'absolute' : 'squared';
  const key = JSON.stringify([loss, features]);
  const known = kept.get(key);
  if (known) return known;
  const learned = learn(plan.model!, plan.baseline!, { features, loss, store });
  kept.set(key, learned);
  learned.catch(() => kept.delete(key));
  return learned;
}

/** Not cancelled with the query that began it, because others wait for the same trees; lets others pass after each one. */
async function learn(
  { spec }: ModelEntry,
  { version }: BaselineEntry,
  { features, loss, store }: { features: string[]; loss: Loss; store: Store },
): Promise<LearnedLoss> {
  const baseline = await store.sampleBaseline({
    model: spec.model,
    baselineVersion: version,
    features,
    segments: [],
    classes: [],
    limit: MOST_LEARNED,
  });
  const errors = errorsOf(baseline);
  const known = Uint32Array.from(errors.keys()).filter((row) => !Number.isNaN(errors[row]!));
  if (known.length < LEAST_LEARNED) {
    throw badRequest(
      'baseline-without-labels',
      `The baseline of ${version} has ${known.length} rows with a label and a prediction, and ${LEAST_LEARNED} are ` +
        'needed: register one with the columns `label` and `prediction`.',
    );
  }
  const sample = samplePlaces(baseline, features, known);
  const growing = learnLoss({ sample, errors: Float64Array.from(known, (row) => errors[row]!) }, loss);
  for (;;) {
    const { done, value } = growing.next();
    if (done) return value;
    await new Promise(setImmediate);
  }
}

/** Prediction less label; NaN where one of them is not there. */
function errorsOf({ rows, scores, labels }: BaselineSample): Float64Array {
  const values = labels?.dictionary.map(Number) ?? [];
  return Float64Array.from({ length: rows }, (_, row) => {
    const code = labels?.codes[row] ?? -1;
    return code < 0 ? NaN : scores[row]! - values[code]!;
  });
}

/** Features and the prediction of some rows. */
function samplePlaces(
  from: Parameters<typeof columnOf>[0],
  features: string[],
  places: Uint32Array,
): FeatureSample {
  return {
    rows: places.length,
    weights: new Float64Array(places.length).fill(1),
    columns: Object.fromEntries(
      [...features, SCORE_COLUMN].map((name) => [name, chooseRows(columnOf(from, name)!, places)]),
    ),
  };
}
