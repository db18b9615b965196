import type { Frame, QueryRequest } from '../contract';
import type { Registry } from '../registry';
import type { Store } from '../store';
import { computeCells, type LabelledCells } from './cells';
import {
  distributionFrame,
  groupsFrame,
  resultTableFrame,
  seriesFrame,
  snapshotFrame,
  tableFrame,
} from './frames';
import { emptyBins, readBaselineBins } from './inputs';
import { keyOf } from './labelSets';
import type { QueryPlan } from './plan';
import { planQuery } from './planQuery';
import { refuseTooLarge } from './refuseTooMany';

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
  return {
    async run(request, signal) {
      const plan = await planQuery(request, { store, registry, now: clock() });
      signal?.throwIfAborted();
      const sets = await computeCells(plan, store, collector.behindSeconds, signal);
      signal?.throwIfAborted();
      const frame = await buildFrame(plan, sets, store, collector.behindSeconds(), signal);
      return refuseTooLarge(frame, sets.length);
    },
  };
}

async function buildFrame(
  plan: QueryPlan,
  sets: LabelledCells[],
  store: Store,
  behindSeconds: number,
  signal?: AbortSignal,
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
      return distributionFrame(plan, sets, await readBars(plan, sets, store, signal), behindSeconds);
  }
}

/** The bars of a distribution are of the baseline's bins, whatever bins the value is computed with. */
async function readBars(plan: QueryPlan, sets: LabelledCells[], store: Store, signal?: AbortSignal) {
  const read = await readBaselineBins(plan, store, signal);
  const known = new Set(read.map(({ labels }) => keyOf(labels)));
  const empty = sets
    .filter(({ labels }) => !known.has(keyOf(labels)))
    .map(({ labels }) => ({ labels, input: emptyBins(plan, labels.feature ?? '') }));
  return [...read, ...empty];
}
