import type { InputKind } from '../../contract';
import type { MeasureInputs } from '../../measures';
import type { Store } from '../../store';
import type { QueryPlan } from '../plan';
import { ages } from './ages';
import { agreement } from './agreement';
import { arrivals } from './arrivals';
import { attributions } from './attributions';
import { bins } from './bins';
import { budget } from './budget';
import { budgetSpending } from './budgetSpending';
import type { InputCell, InputReader } from './cell';
import { classScores } from './classScores';
import { confusion } from './confusion';
import { estimate } from './estimate';
import { estimatedLoss } from './estimatedLoss';
import { evidence } from './evidence';
import { groups, groupScores } from './groups';
import { constantForecast, forecastIntervals, ranking } from './ofTasks';
import { domains, reconstruction } from './joint';
import { lags } from './lags';
import { outcomePair, outcomes } from './outcomes';
import { parity } from './parity';
import { punctuality } from './punctuality';
import { residuals } from './residuals';
import { scores } from './scores';
import { serving } from './serving';
import { spending } from './spending';
import { predictedClasses } from './predictedClasses';
import { strata } from './strata';
import { top } from './top';
import { triangle } from './triangle';
import { values } from './values';
import { volume } from './volume';
import { weightedBins } from './weightedBins';

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
  estimatedLoss,
  groups,
  groupScores,
  arrivals,
  serving,
  budget,
  lags,
  triangle,
  ages,
  punctuality,
  parity,
  outcomes,
  outcomePair,
  agreement,
  spending,
  budgetSpending,
  attributions,
  strata,
  weightedBins,
  predictedClasses,
  reconstruction,
  domains,
  volume,
  evidence,
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
