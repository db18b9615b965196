import { badRequest } from '../../contract';
import { type FeatureSample, learnReconstruction } from '../../measures';
import type { BaselineSample, RowSample, Store } from '../../store';
import type { QueryPlan } from '../plan';
import type { InputReader } from './cell';
import { chooseRows, commonFeatures, mostRows, readFeatureRows } from './featureRows';

/** Features that are taken together at most: the time of finding components grows with their cube. */
const MOST_FEATURES = 300;
/** Rows of either side that trees are asked to tell apart, and steps that they are asked about. */
const MOST_TOLD_APART = 3000;
const MOST_FITS = 60;

/** Rows with all of their features, and how rows of the baseline are restored, learned once for every step. */
export const reconstruction: InputReader<'reconstruction'> = {
  read: async (plan, store, signal) => {
    const { baseline, placed } = await readBoth(plan, store, undefined, signal);
    const learned = learnReconstruction(baseline);
    return placed.map(({ sample, ...place }) => ({
      ...place,
      input: { reconstruction: learned, current: sample },
    }));
  },
  empty: () => ({
    reconstruction: { errorsOf: () => new Float64Array(), baselineError: 0, components: 0, features: 0 },
    current: NO_ROWS,
  }),
};

/** As many rows of the baseline and of now as trees can be fitted to while a dashboard waits. */
export const domains: InputReader<'domains'> = {
  read: async (plan, store, signal) => {
    const { baseline, placed } = await readBoth(plan, store, MOST_TOLD_APART, signal);
    if (placed.length > MOST_FITS) {
      throw badRequest(
        'too-many-fits',
        `The answer would fit a classifier to each of ${placed.length} steps and groups, and ${MOST_FITS} are allowed: ` +
          'take a longer window, or fewer groups.',
        '$.query.window',
      );
    }
    return placed.map(({ sample, ...place }) => ({ ...place, input: { baseline, current: sample } }));
  },
  empty: () => ({ baseline: NO_ROWS, current: NO_ROWS }),
};

const NO_ROWS: FeatureSample = { rows: 0, weights: new Float64Array(), columns: {} };

async function readBoth(plan: QueryPlan, store: Store, limit = Infinity, signal?: AbortSignal) {
  const features = commonFeatures(plan.model!, plan);
  if (features.length > MOST_FEATURES) {
    throw badRequest(
      'too-many-features',
      `${plan.definition.id} takes all features together, at most ${MOST_FEATURES}; the model has ${features.length}.`,
      '$.query.measure',
    );
  }
  const [baseline, { sample, placed }] = await Promise.all([
    store.sampleBaseline(
      {
        model: plan.selection.model,
        baselineVersion: plan.baseline!.version,
        features,
        segments: [],
        classes: [],
        limit: Math.min(limit, mostRows(features)),
      },
      signal,
    ),
    readFeatureRows(plan, store, { features }, signal),
  ]);
  return {
    baseline: sampleOf(baseline, features, allOf(baseline.rows), null),
    placed: placed.map(({ places, ...place }) => ({
      ...place,
      sample: sampleOf(sample, features, spread(places, limit), sample.weights),
    })),
  };
}

const allOf = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

/** At most so many of the rows, at equal distances. */
const spread = (places: Uint32Array, limit: number): Uint32Array =>
  places.length <= limit
    ? places
    : Uint32Array.from({ length: limit }, (_, i) => places[Math.floor((i * places.length) / limit)]!);

function sampleOf(
  { features: columns }: Pick<RowSample | BaselineSample, 'features'>,
  features: string[],
  places: Uint32Array,
  weights: Float64Array | null,
): FeatureSample {
  return {
    rows: places.length,
    weights: Float64Array.from(places, (row) => weights?.[row] ?? 1),
    columns: Object.fromEntries(features.map((name) => [name, chooseRows(columns[name]!, places)])),
  };
}
