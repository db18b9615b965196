import type { Frame, QueryRequest } from '../contract';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { computeCells, type LabelledCells } from './cells';
import { decideBins } from './decideBins';
import {
  distributionFrame,
  groupsFrame,
  resultTableFrame,
  seriesFrame,
  snapshotFrame,
  tableFrame,
} from './frames';
import { type BaselineBins, emptyBins, type InputCell, readBaselineBins, readInputs } from './inputs';
import { placeOf } from './labelSets';
import type { QueryPlan } from './plan';
import { planQuery } from './planQuery';
import { refuseTooLarge } from './refuseTooMany';
import { isUndecided } from './verdict';

export interface QueryEngineOptions {
  store: Store;
  registry: Registry;
  /** Milliseconds since 1970. */
  clock: () => number;
  collector: {
    /** Age of the oldest acknowledged event that the store does not have yet. */
    behindSeconds: () => number;
  };
}

export interface QueryEngine {
  /** @throws ModelWatchError that says what is wrong with the request, or that the answer would be too large */
  run(request: QueryRequest, signal?: AbortSignal): Promise<Frame>;
}

/** Answers queries: plan, aggregates of the store, the measure, a verdict, a frame. */
export function createQueryEngine({ store, registry, clock, collector }: QueryEngineOptions): QueryEngine {
  const compute = async (
    plan: QueryPlan,
    signal?: AbortSignal,
  ): Promise<{ inputs: InputCell[]; sets: LabelledCells[] }> => {
    const inputs = await readInputs(plan, store, collector.behindSeconds, signal);
    signal?.throwIfAborted();
    const sets = await computeCells(plan, inputs, store, collector.behindSeconds);
    signal?.throwIfAborted();
    const isDecided =
      plan.exact === true ||
      sets.every(({ cells }) => cells.every(({ result }) => !isUndecided(plan, result)));
    return isDecided ? { inputs, sets } : compute({ ...plan, exact: true }, signal);
  };
  return {
    async run(request, signal) {
      const planned = await planQuery(request, { store, registry, now: clock() });
      const plan = await decideBins(planned, store, signal);
      signal?.throwIfAborted();
      const { inputs, sets } = await compute(plan, signal);
      // Read only for distributions, whose bars may be of what the measure was given.
      const readBars = async () => barsOf(sets, plan, await readBins(plan, inputs, store, signal));
      const frame = await buildFrame(plan, sets, readBars, collector.behindSeconds());
      return refuseTooLarge(frame, sets.length);
    },
  };
}

async function buildFrame(
  plan: QueryPlan,
  sets: LabelledCells[],
  readBars: () => Promise<Bars[]>,
  behindSeconds: number,
): Promise<Frame> {
  switch (plan.shape) {
    case 'series':
      return seriesFrame(plan, sets, behindSeconds);
    case 'snapshot':
      return snapshotFrame(plan, sets, behindSeconds);
    case 'table':
      if (plan.definition.perGroup) return groupsFrame(plan, sets, behindSeconds);
      return plan.definition.ownTable
        ? resultTableFrame(plan, sets, behindSeconds)
        : tableFrame(plan, sets, behindSeconds);
    case 'distribution':
      return distributionFrame(plan, sets, await readBars(), behindSeconds);
  }
}

/** Bins of one label set, at one step. */
interface Bars {
  bucket: number | null;
  labels: Record<string, string>;
  input: BaselineBins;
}

/** The bars of a distribution are of the baseline's bins, whatever the value is computed from. */
async function readBins(
  plan: QueryPlan,
  inputs: readonly InputCell[],
  store: Store,
  signal?: AbortSignal,
): Promise<Bars[]> {
  const { definition, params } = plan;
  if (definition.input !== 'bins' || params.bins === 'joined') return readBaselineBins(plan, store, signal);
  return inputs.map(({ bucket, labels, input }) => ({ bucket, labels, input: input as BaselineBins }));
}

function barsOf(sets: LabelledCells[], plan: QueryPlan, read: Bars[]): Bars[] {
  const known = new Set(read.map(placeOf));
  const empty = sets
    .flatMap(({ cells }) => cells)
    .filter((cell) => !known.has(placeOf(cell)))
    .map(({ bucket, labels }) => ({ bucket, labels, input: emptyBins(plan, labels.feature ?? '') }));
  return [...read, ...empty];
}
