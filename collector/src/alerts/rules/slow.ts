import { findMeasure, type ModelSpec, type ObjectiveSpec, parseDuration } from '../../contract';
import { type AlertRule, BREACHES, DAY_SECONDS, HOUR_SECONDS, KEEP, type WindowChoices } from '../rule';

/** Rules over days, asked once an hour. */
const slowly = { severity: 'ticket', everyMinutes: 60, forMinutes: 0 } as const;

/** Objectives that have a rule of their own elsewhere. */
const ELSEWHERE = new Set(['serving.availability', 'serving.serverErrorRate', 'serving.latency']);

/**
 * Every other objective, over its own window. What needs labels is asked of days that are old enough to have them: a
 * verdict that waits for labels is null, and a rule that never has one protects nobody.
 */
export function objectiveRules(
  { model, objectives = [] }: ModelSpec,
  { labelDelayDays }: WindowChoices,
): AlertRule[] {
  return objectives
    .filter(({ measure }) => !ELSEWHERE.has(measure) && findMeasure(measure) !== undefined)
    .map((objective, index, all): AlertRule => {
      const { family, title, needsLabels } = findMeasure(objective.measure)!;
      const waits = needsLabels || family === 'labels';
      const untilSeconds = waits ? labelDelayDays * DAY_SECONDS : 0;
      const windowSeconds = parseDuration(objective.window) / 1000;
      const before = all.slice(0, index).filter(({ measure }) => measure === objective.measure).length;
      return {
        ...slowly,
        name: objective.measure.replace('.', '-').toLowerCase() + (before > 0 ? `-${before + 1}` : ''),
        title: `${objective.title ?? title} beyond its objective`,
        cause: CAUSES[family] ?? family,
        queries: [
          {
            refId: 'value',
            query: {
              measure: objective.measure,
              model,
              shape: 'snapshot',
              as: 'breach',
              params: { ...objective.params, threshold: objective.target },
            },
            fromSeconds: untilSeconds + windowSeconds,
            untilSeconds,
          },
        ],
        threshold: BREACHES,
        unknown: KEEP,
        summary: `${objective.title ?? title} of model {{ $labels.model }} is beyond its objective of ${objective.target}`,
        description:
          `${title} over ${objective.window}` +
          (waits ? ` that ended ${labelDelayDays} days ago, when its labels had time to arrive.` : '.'),
        runbook: RUNBOOKS[family] ?? 'slow-decline',
        investigation: family === 'labels' ? null : investigationOf(objective, labelDelayDays, waits),
      };
    });
}

const CAUSES: Record<string, string> = { labels: 'label-delay', fairness: 'bias', cost: 'cost' };
const RUNBOOKS: Record<string, string> = {
  labels: 'label-delay',
  fairness: 'bias',
  cost: 'cost',
  quality: 'pipeline-break',
  freshness: 'pipeline-break',
  parity: 'feature-mismatch',
  drift: 'drift',
  serving: 'cold-starts',
  explanations: 'explanations',
};

const investigationOf = ({ window }: ObjectiveSpec, labelDelayDays: number, waits: boolean) => ({
  from: `${Math.round(parseDuration(window) / 1000 / HOUR_SECONDS) + (waits ? labelDelayDays * 24 : 0)}h`,
});

/** Change of the largest difference between groups, for each protected segment: a standing one is shown, not told. */
export function disparityRules({ model, task, segments = [], thresholds }: ModelSpec): AlertRule[] {
  if (task !== 'binary') return [];
  return segments
    .filter(({ sensitive }) => sensitive)
    .map(({ name }) => ({
      ...slowly,
      name: `disparity-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
      title: `Disparity by ${name} has grown`,
      cause: 'bias',
      queries: [
        {
          refId: 'change',
          query: {
            measure: DISPARITY,
            model,
            shape: 'snapshot',
            as: 'breach',
            params: { segment: name, threshold: thresholds?.[DISPARITY] ?? DISPARITY_GROWTH },
          },
          fromSeconds: 3 * DAY_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: `The selection rates of the groups of ${name} grow apart (model {{ $labels.model }})`,
      description:
        `Largest difference of the selection rates over the last 3 days, less that of the same groups in the baseline: ` +
        `above ${thresholds?.[DISPARITY] ?? DISPARITY_GROWTH}. A difference that the baseline has already is on the dashboard Fairness.`,
      runbook: 'bias',
      investigation: { from: '72h' },
    }));
}

const DISPARITY = 'fairness.demographicParityChange';
/** A tenth of the people of a group decided otherwise than in the baseline. */
const DISPARITY_GROWTH = 0.1;

export function costRule({ model, costs }: ModelSpec): AlertRule[] {
  if (costs?.monthlyBudget === undefined) return [];
  return [
    {
      ...slowly,
      name: 'cost-forecast',
      title: 'Cost forecast over budget',
      cause: 'cost',
      forMinutes: 120,
      queries: [
        {
          refId: 'forecast',
          query: { measure: 'cost.budgetForecast', model, shape: 'snapshot', as: 'breach' },
          fromSeconds: DAY_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: 'Model {{ $labels.model }} will cost more than its budget of the month',
      description: `At the rate of the last days, the month ends above ${costs.monthlyBudget}.`,
      runbook: 'cost',
      investigation: null,
    },
  ];
}
