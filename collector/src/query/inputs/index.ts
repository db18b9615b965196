import type { InputKind } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { Store } from '../../store';
import type { QueryPlan } from '../plan';
import { arrivals } from './arrivals';
import { bins } from './bins';
import { budget } from './budget';
import type { InputCell, InputReader } from './cell';
import { classScores } from './classScores';
import { confusion } from './confusion';
import { estimate } from './estimate';
import { groups, groupScores } from './groups';
import { constantForecast, forecastIntervals, ranking } from './ofTasks';
import { residuals } from './residuals';
import { scores } from './scores';
import { serving } from './serving';
import { top } from './top';
import { values } from './values';

export { type BaselineBins, emptyBins, readBaselineBins } from './bins';
export type { InputCell } from './cell';

/** Of every kind of input that comes from the store; the collector's own state comes from the engine. */
const READERS: { [K in Exclude<InputKind, 'collector'>]: InputReader<K> } = {
  bins,
  values,
  confusion,
  scores,
  classScores,
  top,
  residuals,
  constantForecast,
  forecastIntervals,
  ranking,
  estimate,
  groups,
  groupScores,
  arrivals,
  serving,
  budget,
};

export async function readInputs(
  plan: QueryPlan,
  store: Store,
  behindSeconds: () => number,
  signal?: AbortSignal,
): Promise<InputCell[]> {
  const { input } = plan.definition;
  if (input === 'collector') return [{ bucket: null, labels: {}, input: { behindSeconds: behindSeconds() } }];
  return READERS[input].read(plan, store, signal);
}

export function emptyInput(
  plan: QueryPlan,
  labels: Record<string, string>,
  behindSeconds: () => number,
): MeasureInputs[InputKind] {
  const { input } = plan.definition;
  if (input === 'collector') return { behindSeconds: behindSeconds() };
  return READERS[input].empty(plan, labels);
}
