import { randomUUID } from 'node:crypto';
import {
  badRequest,
  type ExplainedRow,
  type Explanation,
  type ExplanationRequest,
  requireTime,
  withoutShadow,
} from '../../contract';
import { seededRandom } from '../../measures';
import type { Registry } from '../../registry';
import type { Column, ExplainableRows, Store } from '../../store';
import { featuresOf } from '../encode';
import { ScoringPool } from '../pool';
import type { ColumnBatch } from '../worker/messages';
import { builtWorkerFile } from '../worker/workerFile';
import { countEvaluations, type ExplainOptions, explainRow, type RowAttributions } from './explainRow';
import { MixedRows } from './mixedRows';

export interface ExplanationOptions {
  store: Store;
  registry: Registry;
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Rows that one request may have scored. */
  maximumEvaluations?: number;
}

export interface ExplanationService {
  /** Explains, keeps and answers. @throws ModelWatchError with what is wrong with the request */
  explain(request: ExplanationRequest): Promise<Explanation>;
  get(id: string): Promise<Explanation | null>;
}

const COLLECTION = 'explanations';
const USUAL_ROWS = 10;
const USUAL_BACKGROUND = 20;
const USUAL_PERMUTATIONS = 200;
/** Tens of seconds of one thread. */
const MOST_EVALUATIONS = 5_000_000;
const BASELINE_ROWS = 100_000;
const TIME_LIMIT_MS = 60_000;

export function createExplanationService(options: ExplanationOptions): ExplanationService {
  const { store, registry, clock, maximumEvaluations = MOST_EVALUATIONS } = options;
  const workerFile = options.workerFile ?? builtWorkerFile();
  let turn: Promise<unknown> = Promise.resolve();

  async function readBackground(
    request: ExplanationRequest,
    version: string,
    features: readonly string[],
  ): Promise<{ baseline: string; rows: number; columns: Record<string, Column> }> {
    const { background = {}, model } = request;
    const entry = registry.baseline(model, background.baseline ?? version);
    if (!entry || (background.baseline !== undefined && entry.version !== background.baseline)) {
      throw badRequest(
        'explanation-background',
        `${model} has no baseline${background.baseline === undefined ? '' : ` ${background.baseline}`}: register one, ` +
          'because a feature that is not known takes its values.',
        '$.background',
      );
    }
    const baseline = await store.sampleBaseline({
      model,
      baselineVersion: entry.version,
      features: [...features],
      segments: [],
      classes: [],
      limit: BASELINE_ROWS,
    });
    const lacking = features.find((name) => baseline.features[name] === undefined);
    if (lacking !== undefined) {
      throw badRequest(
        'explanation-background',
        `The baseline ${entry.version} has no column for ${lacking}, which the version takes.`,
        '$.background',
      );
    }
    const rows = Math.min(background.rows ?? USUAL_BACKGROUND, baseline.rows);
    const places = choose(baseline.rows, rows, background.draw === 'first' ? null : (request.seed ?? 0));
    return { baseline: entry.version, rows, columns: takePlaces(baseline.features, places) };
  }

  async function explain(request: ExplanationRequest): Promise<Explanation> {
    const { model, filters = [], ids, seed = 0 } = request;
    const { spec, schema } = registry.requireModel(model);
    if (spec.task === 'multiclass') {
      throw badRequest(
        'explanation-task',
        'Of three or more classes the score is that of the likeliest, which changes with the features; only models with ' +
          'two classes and regressions can be explained.',
      );
    }
    const version = request.version ?? registry.productionVersion(model);
    if (version === null) throw badRequest('unknown-version', `${model} has no version yet.`, '$.version');
    const runnable = registry.runnable(model, version);
    const features = [...new Set(runnable.spec.inputs.flatMap(featuresOf))];
    const selection = {
      model,
      from: requireTime(request.from, '$.from'),
      to: requireTime(request.to, '$.to'),
      filters: withoutShadow(filters),
    };
    const sample = { rows: request.rows ?? USUAL_ROWS, seed };
    const read = await store.readExplainable({ selection, features, ...(ids ? { ids } : { sample }) });
    refuseMissing(read, ids, model);
    const background = await readBackground(request, version, features);
    const mixed = new MixedRows(features, read.features, background.columns);
    const how: ExplainOptions = {
      backgroundRows: background.rows,
      permutations: request.permutations ?? USUAL_PERMUTATIONS,
      seed,
    };
    let planned = 0;
    for (let row = 0; row < read.rows; row++) planned += countEvaluations(mixed, row, how);
    if (planned > maximumEvaluations) {
      throw badRequest(
        'explanation-too-large',
        `This would score ${planned} rows, and a request may have ${maximumEvaluations} scored; explain fewer rows, or ` +
          'take a smaller background.',
      );
    }
    const pool = await ScoringPool.open(
      {
        model: spec,
        features: spec.features,
        segments: schema.segments,
        versions: [
          {
            version,
            file: runnable.file,
            digest: runnable.digest,
            inputs: runnable.spec.inputs,
            outputs: runnable.spec.outputs,
          },
        ],
        variants: [{ version, repaired: false }],
        repairs: [],
      },
      { workerFile, threads: 1, timeLimitMs: TIME_LIMIT_MS },
    );
    const found: RowAttributions[] = [];
    try {
      const score = scorerOf(pool, version);
      for (let row = 0; row < read.rows; row++) found.push(await explainRow(mixed, row, how, score));
    } finally {
      pool.close();
    }
    const explanation: Explanation = {
      id: randomUUID(),
      request,
      version,
      createdAt: clock(),
      background: { baseline: background.baseline, rows: background.rows },
      evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
      rows: found.map((one, row) => describeRow(one, row, { read, mixed })),
    };
    await store.putExplanations(
      explanation.rows.map((one, row) => ({
        number: read.numbers[row]!,
        version,
        isServing: one.servedBy === version,
        attributions: Object.fromEntries(
          one.features.map(({ feature, attribution }) => [feature, attribution]),
        ),
      })),
    );
    await store.documents.put(COLLECTION, explanation.id, explanation);
    return explanation;
  }

  return {
    explain(request) {
      // One after another: each takes a core.
      const explained = turn.then(() => explain(request));
      turn = explained.catch(() => undefined);
      return explained;
    },
    get: (id) => store.documents.get<Explanation>(COLLECTION, id),
  };
}

function refuseMissing(read: ExplainableRows, ids: string[] | undefined, model: string): void {
  const missing = ids?.find((id) => !read.ids.includes(id));
  if (missing !== undefined) {
    throw badRequest(
      'unknown-prediction',
      `${model} has no answered prediction ${missing} in this window that passes the filters.`,
      '$.ids',
    );
  }
  if (read.rows > 0) return;
  throw badRequest('window-empty', `No answered prediction of ${model} is in this window.`, '$.from');
}

/** @throws ModelWatchError `explanation-unscored` where the version cannot score a mixture of rows */
function scorerOf(pool: ScoringPool, version: string): (batch: ColumnBatch) => Promise<Float64Array> {
  return async (batch) => {
    const [scored] = (await pool.score(batch)).variants;
    const [reason] = Object.keys(scored!.failed);
    if (reason === undefined) return scored!.scores;
    throw badRequest(
      'explanation-unscored',
      `${version} cannot score a row that takes some features from the background: ${reason}.`,
    );
  };
}

function describeRow(
  { base, score, method, attributions, standardErrors }: RowAttributions,
  row: number,
  { read, mixed }: { read: ExplainableRows; mixed: MixedRows },
): ExplainedRow {
  const logged = read.attributions[row] ?? null;
  const features = mixed.features.map((feature, place) => ({
    feature,
    value: mixed.valueOf(place, row),
    attribution: attributions[place]!,
    standardError: standardErrors[place]!,
    logged: logged?.[feature] ?? null,
  }));
  return {
    id: read.ids[row]!,
    ts: read.ts[row]!,
    servedBy: read.versions.dictionary[read.versions.codes[row]!] ?? 'unknown',
    base,
    score,
    method,
    features: features.sort((a, b) => Math.abs(b.attribution) - Math.abs(a.attribution)),
  };
}

/** So many places of a range: the first ones, or some by chance, in their order. */
function choose(of: number, count: number, seed: number | null): number[] {
  const places = Array.from({ length: of }, (_, place) => place);
  if (seed === null) return places.slice(0, count);
  const random = seededRandom(seed);
  for (let first = 0; first < count; first++) {
    const other = first + Math.floor(random() * (of - first));
    [places[first], places[other]] = [places[other]!, places[first]!];
  }
  return places.slice(0, count).sort((a, b) => a - b);
}

const takePlaces = (columns: Record<string, Column>, places: number[]): Record<string, Column> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column.type === 'number'
        ? { type: 'number', values: Float64Array.from(places, (place) => column.values[place]!) }
        : {
            type: 'category',
            codes: Int32Array.from(places, (place) => column.codes[place]!),
            dictionary: column.dictionary,
          },
    ]),
  );
