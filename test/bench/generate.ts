import type { FeatureValue, ModelSchema, PredictionRecord } from '../../collector/src/contract';

/*
 * Predictions for measurements: 20 features (10 numbers, 10 categories), 5 segments, about 1 % missing values. The
 * same seed gives the same rows, whatever is asked for before.
 */

const NUMBERS = 10;
const CATEGORIES = 10;
const SEGMENTS = 5;
/** Levels of the n-th category: 4, 6, ... 22. */
const levelsOf = (category: number): number => 4 + category * 2;

export const BENCH_START = Date.UTC(2026, 8, 1);
/** One prediction a second: a million is eleven and a half days. */
export const BENCH_STEP_MS = 1000;

export const benchSchema: ModelSchema = {
  model: 'bench',
  version: 1,
  features: [
    ...Array.from({ length: NUMBERS }, (_, index) => ({ name: `number${index}`, type: 'number' as const })),
    ...Array.from({ length: CATEGORIES }, (_, index) => ({
      name: `category${index}`,
      type: 'category' as const,
    })),
  ],
  segments: Array.from({ length: SEGMENTS }, (_, index) => `segment${index}`),
};

/** Mulberry32: 32 bits of state, good enough to look random, and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The values of one row: numbers bell-shaped around 150, categories with the first levels more frequent. */
export function benchFeatures(random: () => number): FeatureValue[] {
  const values: FeatureValue[] = [];
  for (let index = 0; index < NUMBERS; index++) {
    const value = (random() + random() + random()) * 100;
    values.push(random() < 0.01 ? null : value);
  }
  for (let index = 0; index < CATEGORIES; index++) {
    const level = Math.floor(random() * random() * levelsOf(index));
    values.push(random() < 0.01 ? null : `level-${level}`);
  }
  return values;
}

/** Predictions `from` to `from + count` of the stream of a seed, in order of time. */
export function benchPredictions(from: number, count: number, seed = 1): PredictionRecord[] {
  const random = randomFrom(seed * 1_000_003 + from);
  return Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const ts = BENCH_START + index * BENCH_STEP_MS;
    const score = random();
    return {
      kind: 'prediction',
      id: `bench-${String(seed)}-${String(index).padStart(9, '0')}`,
      ts,
      model: benchSchema.model,
      schema: 1,
      version: random() < 0.9 ? 'v1' : 'v2',
      environment: 'production',
      deployment: 'stable',
      entity: `entity-${Math.floor(random() * 100_000)}`,
      features: benchFeatures(random),
      segments: Array.from({ length: SEGMENTS }, () => `value-${Math.floor(random() * 5)}`),
      class: score >= 0.5 ? '1' : '0',
      score,
      latencyMs: 5 + random() * 30,
      status: random() < 0.005 ? 500 : 200,
      error: null,
      degraded: false,
      coldStart: random() < 0.002,
      cacheHit: random() < 0.2,
      cost: 2e-6 + random() * 1e-6,
      sampleRate: 1,
      traceId: null,
      requestId: null,
      receivedAt: ts + 50,
    };
  });
}
