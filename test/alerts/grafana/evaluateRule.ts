import { evaluateMath } from './evaluateMath';
import {
  type Ask,
  type Condition,
  type GrafanaRule,
  keyOf,
  type LabelledNumber,
  type Outcome,
} from './types';

const HOLDS = {
  gt: (value: number, bound: number) => value > bound,
  lt: (value: number, bound: number) => value < bound,
};

/** One evaluation of a rule: its queries, then its expressions in order, then whether its condition holds. */
export async function evaluateRule(
  rule: GrafanaRule,
  { ask, now, loaded }: { ask: Ask; now: number; loaded: ReadonlySet<string> },
): Promise<Map<string, { labels: Record<string, string>; outcome: Outcome }>> {
  const results = new Map<string, LabelledNumber[]>();
  for (const { refId, datasourceUid, relativeTimeRange, model } of rule.data) {
    if (datasourceUid !== '__expr__') {
      const { from, to } = relativeTimeRange!;
      results.set(refId, await ask(model, { from: now - from * 1000, to: now - to * 1000 }, now));
    } else if (model.type === 'math') {
      results.set(refId, evaluateMath(model.expression!, results));
    } else if (model.type === 'threshold') {
      const condition = model.conditions![0]!;
      const read = results.get(model.expression!)!;
      results.set(
        refId,
        read.map((one) => ({ ...one, value: holds(one, condition, loaded) })),
      );
    } else throw new Error(`${rule.uid}: there is no expression ${String(model.type)}`);
  }
  return new Map(
    results.get(rule.condition)!.map(({ labels, value }) => {
      const outcome: Outcome = value === null ? 'NoData' : value === 0 ? 'Normal' : 'Alerting';
      return [keyOf(labels), { labels, outcome }];
    }),
  );
}

/** The threshold, or for what fires already the opposite of the recovery threshold; null stays null. */
function holds(
  { labels, value }: LabelledNumber,
  { evaluator, unloadEvaluator }: Condition,
  loaded: ReadonlySet<string>,
): number | null {
  if (value === null) return null;
  if (unloadEvaluator && loaded.has(keyOf(labels))) {
    return HOLDS[unloadEvaluator.type](value, unloadEvaluator.params[0]!) ? 0 : 1;
  }
  return HOLDS[evaluator.type](value, evaluator.params[0]!) ? 1 : 0;
}
