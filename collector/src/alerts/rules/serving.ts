import type { ModelSpec } from '../../contract';
import { type AlertRule, BREACHES, HOUR_SECONDS, KEEP, type WindowChoices } from '../rule';
import { askBurnRate, canBurn } from './askBurnRate';

const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;
const HALF_HOUR_SECONDS = 1800;
/** Fewer requests than a tenth of those of a week ago, where there were 20: by chance once in 10⁷ half hours. */
const LEFT_SHARE = 0.1;
const FEWEST_EARLIER = 20;

/** No predictions, or nearly none, where there were some at this time a week ago. */
export function noPredictionsRule({ model }: ModelSpec): AlertRule {
  const requests = { measure: 'serving.requests', model, shape: 'snapshot' } as const;
  const over = (refId: string, untilSeconds: number) => ({
    refId,
    query: requests,
    fromSeconds: untilSeconds + HALF_HOUR_SECONDS,
    untilSeconds,
  });
  return {
    name: 'no-predictions',
    title: 'No predictions arriving',
    severity: 'page',
    cause: 'no-predictions',
    everyMinutes: 1,
    forMinutes: 5,
    queries: [over('requests', 0), over('weekAgo', WEEK_SECONDS), over('dayAgo', 24 * HOUR_SECONDS)],
    math:
      `($weekAgo >= ${FEWEST_EARLIER} && $requests < ${LEFT_SHARE} * $weekAgo) || ` +
      `($weekAgo < 1 && $dayAgo >= ${FEWEST_EARLIER} && $requests < ${LEFT_SHARE} * $dayAgo)`,
    threshold: BREACHES,
    unknown: {
      noData: 'Alerting',
      error: 'KeepLast',
      because:
        'The collector answers 0 when nothing was logged; no answer at all is as bad. When it cannot be asked, its ' +
        'own rule pages.',
    },
    summary: 'Hardly a prediction of model {{ $labels.model }} was logged for 30 minutes',
    description:
      `Requests of the last 30 minutes, against the same half hour a week ago (in a model's first week: a day ago); ` +
      `fires below ${LEFT_SHARE * 100} % of at least ${FEWEST_EARLIER}. A night without traffic is quiet both times.`,
    runbook: 'no-predictions',
    investigation: null,
  };
}

/** Sudden failures: found within minutes where a budget of a month would take an hour to show them. */
export function errorBurstRule(spec: ModelSpec): AlertRule[] {
  if (!canBurn(spec, 'availability', BURST_FACTOR)) return [];
  return [
    {
      name: 'error-burst',
      title: 'Error burst',
      severity: 'page',
      cause: 'errors',
      everyMinutes: 1,
      forMinutes: 0,
      queries: [
        askBurnRate(spec, 'availability', { longMinutes: 30, shortMinutes: 10, threshold: BURST_FACTOR }),
      ],
      threshold: {
        fires: { type: 'gt', value: BURST_FACTOR },
        stops: { type: 'lt', value: BURST_FACTOR / 2 },
      },
      unknown: KEEP,
      summary: 'Requests of model {{ $labels.model }} fail all of a sudden',
      description:
        `Server errors of the last 30 minutes and still of their last 10: ${BURST_FACTOR} times what the objective ` +
        'allows, and at least five of them.',
      runbook: 'availability',
      investigation: { from: '3h' },
    },
  ];
}

const BURST_FACTOR = 6;

/** The quantile of latency that the objective names, beyond its target over hours. */
export function latencyRule(
  { model, objectives = [] }: ModelSpec,
  { latencyHours }: WindowChoices,
): AlertRule[] {
  const objective = objectives.find(({ measure }) => measure === 'serving.latency');
  if (!objective) return [];
  const params = { ...objective.params, threshold: objective.target };
  return [
    {
      name: 'latency',
      title: 'Latency beyond its objective',
      severity: 'page',
      cause: 'latency',
      everyMinutes: 1,
      forMinutes: 10,
      queries: [
        {
          refId: 'latency',
          query: { measure: 'serving.latency', model, shape: 'snapshot', as: 'breach', params },
          fromSeconds: latencyHours * HOUR_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: `Model {{ $labels.model }} answers more slowly than ${objective.target} ms allow`,
      description:
        `Quantile ${objective.params?.quantile ?? 0.95} of the time to answer, over the last ${latencyHours} hours. A handful of ` +
        'cold starts cannot move it; they have a runbook of their own.',
      runbook: 'latency',
      investigation: { from: `${latencyHours}h` },
    },
  ];
}
