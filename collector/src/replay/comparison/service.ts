import {
  badRequest,
  type Comparison,
  type ComparisonRequest,
  ModelWatchError,
  notFound,
  type ReplayRun,
  requireTime,
  withoutShadow,
} from '../../contract';
import type { Registry } from '../../registry';
import type { Store } from '../../store';
import type { ReplayService } from '../service';
import { builtWorkerFile } from '../worker/workerFile';
import { compareInThread } from './compareInThread';
import { costsOf } from './costsOf';
import { judgeCost } from './judgeCost';
import { worstVerdict } from './judgeRails';
import { chooseSides, LOGGED } from './chooseSides';
import { pairRows } from './pairRows';

export interface ComparisonOptions {
  store: Store;
  registry: Registry;
  replays: Pick<ReplayService, 'get'>;
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

export interface ComparisonService {
  /**
   * Compares two sides of a finished run over the same rows.
   * @throws ModelWatchError `unknown-replay`, `replay-not-done`, `comparison-*`
   */
  compare(run: string, request: ComparisonRequest): Promise<Comparison>;
}

/** Rows that a comparison reads: beyond, a sample of them is as good and stays in memory. */
const MOST_ROWS = 500_000;
const SEED = 20_261_001;
const DEFAULT_MATURITY = 0.9;
const DEFAULT_MINIMUM_SAMPLE = 200;

export function createComparisonService(options: ComparisonOptions): ComparisonService {
  const { store, registry, replays, clock } = options;
  const workerFile = options.workerFile ?? builtWorkerFile();

  async function requireDone(id: string): Promise<ReplayRun> {
    const run = await replays.get(id);
    if (!run) throw notFound('unknown-replay', `There is no replay run ${id}.`);
    if (run.state === 'done') return run;
    throw new ModelWatchError({
      code: 'replay-not-done',
      message: `The run ${id} is ${run.state}; only a run that is done can be compared.`,
      status: 409,
    });
  }

  return {
    async compare(id, request) {
      const run = await requireDone(id);
      const { spec, schemas, versions } = registry.requireModel(run.request.model);
      if (spec.task === 'multiclass') {
        throw badRequest(
          'comparison-task',
          'A run keeps one score a row, which of three or more classes does not tell which one was predicted; runs of ' +
            'such models cannot be compared row by row. The results of the run have the accuracy of each version.',
        );
      }
      const { reference, candidate } = chooseSides(
        request,
        run.results,
        registry.productionVersion(spec.model),
      );
      const selection = {
        model: spec.model,
        from: requireTime(run.request.from, '$.from'),
        to: requireTime(run.request.to, '$.to'),
        filters: withoutShadow(run.request.filters ?? []),
      };
      const read = await store.readReplayed({
        selection,
        run: id,
        variants: reference.version === LOGGED ? [candidate] : [reference, candidate],
        segments: [...new Set(schemas.flatMap(({ segments }) => segments))],
        asOf: asOfMs(request.asOf ?? run.request.asOf),
        limit: MOST_ROWS,
      });
      const { rows, unscored, numbers } = pairRows(read, spec);
      if (rows.rows === 0) {
        throw badRequest('comparison-empty', 'No row of the run was scored by both sides (any more).');
      }
      const compared = await compareInThread(workerFile, {
        rows,
        sensitive: (spec.segments ?? []).flatMap(({ name, sensitive }) => (sensitive ? [name] : [])),
        minimumSample: spec.minimumSample ?? DEFAULT_MINIMUM_SAMPLE,
        maturity: spec.maturity ?? DEFAULT_MATURITY,
        expectedShare: spec.labels?.expectedShare ?? 1,
        rails: spec.guardRails ?? null,
        seed: request.seed ?? SEED,
      });
      const costs = await costsOf({
        store,
        selection,
        run,
        versions,
        price: spec.guardRails?.cost?.perCoreHour,
      });
      const cost = { reference: costs(reference), candidate: costs(candidate) };
      const agreement = compared.agreement?.value ?? null;
      const rails = spec.guardRails
        ? [...compared.rails, ...judgeCost(spec.guardRails, { agreement, ...cost })]
        : [];
      const examples = compared.flips.flatMap((flip) => flip.examples);
      const ids = await store.idsOfRows({ selection, numbers: examples.map((row) => numbers[row]!) });
      const idOf = new Map(examples.map((row, index) => [row, ids[index]!]));
      return {
        run: id,
        model: spec.model,
        from: selection.from,
        to: selection.to,
        comparedAt: clock(),
        reference,
        candidate,
        rows: rows.rows,
        share: read.share,
        unscored,
        agreement,
        agreementInterval: compared.agreement?.interval ?? null,
        flips: compared.flips.map(({ from, examples: places, ...counted }) => ({
          from: rows.classes[from],
          to: rows.classes[1 - from]!,
          ...counted,
          examples: places.map((row) => ({
            id: idOf.get(row) ?? '',
            ts: rows.ts[row]!,
            reference: rows.reference[row]!,
            candidate: rows.candidate[row]!,
            label: rows.labels[row]! < 0 ? null : rows.classes[rows.labels[row]!]!,
          })),
        })),
        shift: compared.shift,
        weighting: compared.weighting,
        performance: compared.performance,
        fairness: compared.fairness,
        segments: compared.segments,
        cost,
        verdict: rails.length === 0 ? null : worstVerdict(rails.map(({ verdict }) => verdict)),
        rails,
      };
    },
  };
}

const asOfMs = (asOf: string | undefined): number =>
  asOf === undefined || asOf === 'final' ? Infinity : requireTime(asOf, '$.asOf');
