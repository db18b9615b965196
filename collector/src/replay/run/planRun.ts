import {
  badRequest,
  type Filter,
  type ModelEntry,
  type ReplayInputs,
  type ReplayRequest,
  requireTime,
  withoutShadow,
} from '../../contract';
import type { Registry } from '../../registry';
import type { RowRequest, Store } from '../../store';
import type { Candidates } from '../candidates';
import { featuresOf } from '../encode';
import { featuresIn } from '../expression';
import { compileRepairs } from '../repair';
import type { RunSetup, Variant, VersionSetup } from '../worker/messages';

/** A request that was understood: what to read, what to run, and how many rows at most. */
export interface RunPlan {
  rows: RowRequest;
  setup: Omit<RunSetup, 'control'>;
  /** Predictions in the window; those that were answered with an error are among them and are not run. */
  total: number;
  inputs: ReplayInputs;
}

export interface PlanOptions {
  store: Store;
  registry: Registry;
  maximumRows: number;
  chunkRows?: number;
  candidates?: Pick<Candidates, 'find'>;
  /** Of a run that is taken up again: what it began with. */
  inputs?: ReplayInputs;
}

/**
 * Understands a request, or says what is wrong with it.
 * @throws ModelWatchError with the path of what was wrong
 */
export async function planRun(
  request: ReplayRequest,
  { store, registry, maximumRows, chunkRows, candidates, ...begun }: PlanOptions,
): Promise<RunPlan> {
  const entry = registry.requireModel(request.model);
  const versions: VersionSetup[] = [];
  for (const version of new Set(request.versions)) {
    const candidate = await candidates?.find(request.model, version);
    const { file, digest, spec } = candidate ?? registry.runnable(request.model, version);
    versions.push({ version, file, digest, inputs: spec.inputs, outputs: spec.outputs });
  }
  const inputs = begun.inputs ?? {
    versions: versions.map(({ version, digest }) => ({ version, digest })),
    lastNumber: await store.lastRowNumber(request.model),
  };
  checkDigests(versions, inputs, request.model);
  const { from, to } = readRange(request);
  const asOf = readAsOf(request.asOf);
  const segments = [...new Set(entry.schemas.flatMap((schema) => schema.segments))];
  checkFilters(request.filters ?? [], segments, request.model);
  const features = entry.spec.features;
  const repairs = compileRepairs(request.repairs ?? [], features, entry.schema.segments);
  const needed = new Set([
    ...versions.flatMap(({ inputs }) => inputs.flatMap(featuresOf)),
    ...repairs.flatMap(({ feature, expression }) => [feature.name, ...featuresIn(expression)]),
  ]);
  const selection = { model: request.model, from, to, filters: withoutShadow(request.filters ?? []) };
  return {
    rows: {
      selection,
      features: [...needed],
      segments: [...new Set(repairs.flatMap(({ where }) => where.segments))],
      asOf,
      answeredOnly: true,
      withIds: false,
      lastNumber: inputs.lastNumber,
      ...(request.sample && { sample: { rows: request.sample.rows, seed: request.sample.seed ?? 0 } }),
    },
    setup: {
      model: entry.spec,
      features,
      segments: entry.schema.segments,
      versions,
      variants: planVariants(versions, repairs.length > 0),
      repairs: request.repairs ?? [],
      chunkRows,
    },
    total: await countRows(store, selection, { maximumRows, entry, sampleRows: request.sample?.rows }),
    inputs,
  };
}

function checkDigests(versions: readonly VersionSetup[], inputs: ReplayInputs, model: string): void {
  const changed = versions.find(
    ({ version, digest }) => inputs.versions.find((one) => one.version === version)?.digest !== digest,
  );
  if (!changed) return;
  throw badRequest(
    'replay-version-changed',
    `${model} ${changed.version} has another file than when this run began, so it cannot go on; start another.`,
  );
}

/** Every version as logged, and once more with the repairs where there are any. */
const planVariants = (versions: readonly VersionSetup[], hasRepairs: boolean): Variant[] =>
  versions.flatMap(({ version }) =>
    (hasRepairs ? [false, true] : [false]).map((repaired) => ({ version, repaired })),
  );

function readRange(request: ReplayRequest): { from: number; to: number } {
  const [from, to] = [requireTime(request.from, '$.from'), requireTime(request.to, '$.to')];
  if (from < to) return { from, to };
  throw badRequest(
    'range-reversed',
    `The window ends (${request.to}) before it begins (${request.from}); exchange the two.`,
    '$.to',
  );
}

const readAsOf = (asOf: string | undefined): number =>
  asOf === undefined || asOf === 'final' ? Infinity : requireTime(asOf, '$.asOf');

function checkFilters(filters: readonly Filter[], segments: readonly string[], model: string): void {
  const known = ['version', 'environment', 'deployment', 'entity', ...segments];
  filters.forEach(({ key }, index) => {
    if (known.includes(key)) return;
    throw badRequest(
      'filter-invalid',
      `${model} cannot be filtered by ${key}; there are ${known.join(', ')}.`,
      `$.filters[${index}].key`,
    );
  });
}

async function countRows(
  store: Store,
  selection: RowRequest['selection'],
  {
    maximumRows,
    entry,
    sampleRows = Infinity,
  }: { maximumRows: number; entry: ModelEntry; sampleRows?: number },
): Promise<number> {
  const inWindow = await store.countRows(selection);
  const total = Math.min(inWindow, sampleRows);
  if (total === 0) {
    const range = await store.timeRange(entry.spec.model);
    const there = range
      ? `its predictions are between ${new Date(range.from).toISOString()} and ${new Date(range.to).toISOString()}`
      : 'it has none yet';
    throw badRequest(
      'window-empty',
      `No prediction of ${entry.spec.model} is in this window and passes the filters; ${there}.`,
      '$.from',
    );
  }
  if (total > maximumRows) {
    throw badRequest(
      'window-too-large',
      `The window holds ${total} predictions, and a run takes at most ${maximumRows}; narrow it, add a filter or draw a sample.`,
      '$.from',
    );
  }
  return total;
}
