import type { AlertRule, Threshold } from '../rule';

const EXPRESSION = '__expr__';

/** Queries of a rule as Grafana keeps them: what is asked, what is computed of it, and when that fires. */
export function ruleQueries({ queries, math, threshold }: AlertRule, datasourceUid: string): unknown[] {
  const asked = queries.map(({ refId, query, fromSeconds, untilSeconds = 0 }) => ({
    refId,
    datasourceUid,
    relativeTimeRange: { from: fromSeconds, to: untilSeconds },
    model: { refId, ...query },
  }));
  const computed = math
    ? [
        {
          refId: 'computed',
          datasourceUid: EXPRESSION,
          model: { refId: 'computed', type: 'math', expression: math },
        },
      ]
    : [];
  const last = math ? 'computed' : queries[0]!.refId;
  const fires = {
    refId: 'fires',
    datasourceUid: EXPRESSION,
    model: { refId: 'fires', type: 'threshold', expression: last, conditions: [conditionOf(threshold)] },
  };
  return [...asked, ...computed, fires];
}

const conditionOf = ({ fires, stops }: Threshold) => ({
  evaluator: { type: fires.type, params: [fires.value] },
  ...(stops && { unloadEvaluator: { type: stops.type, params: [stops.value] } }),
});
