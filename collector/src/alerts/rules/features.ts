import type { ModelSpec } from '../../contract';
import { type AlertRule, BREACHES, DAY_SECONDS, HOUR_SECONDS, KEEP, type WindowChoices } from '../rule';

/** A share of wrong values, one alert for each feature. */
interface QualityKind {
  name: string;
  title: string;
  measure: string;
  summary: string;
  what: string;
  runbook: string;
  /** Beyond the threshold of the catalogue, where a share of that size is ordinary: old people get older. */
  threshold?: number;
}

const KINDS: readonly QualityKind[] = [
  {
    name: 'missing-values',
    title: 'Missing values',
    measure: 'quality.missingRate',
    summary: 'Feature {{ $labels.feature }} of model {{ $labels.model }} is missing',
    what: 'Share of the predictions without a value of the feature',
    runbook: 'pipeline-break',
  },
  {
    name: 'invalid-values',
    title: 'Invalid values',
    measure: 'quality.invalidRate',
    summary: 'Feature {{ $labels.feature }} of model {{ $labels.model }} has values of the wrong type',
    what: 'Share of the predictions whose value of the feature has the wrong type',
    runbook: 'pipeline-break',
  },
  {
    name: 'unseen-categories',
    title: 'Unseen categories',
    measure: 'quality.unseenRate',
    summary:
      'Feature {{ $labels.feature }} of model {{ $labels.model }} has categories that its training had not',
    what: 'Share of the present values that the baseline does not have',
    runbook: 'feature-mismatch',
  },
  {
    name: 'out-of-range-values',
    title: 'Values out of range',
    measure: 'quality.outOfRangeRate',
    summary: 'Feature {{ $labels.feature }} of model {{ $labels.model }} leaves the range of its training',
    what: 'Share of the present values outside the least and the greatest of the baseline',
    runbook: 'feature-mismatch',
    threshold: 0.05,
  },
];

export function qualityRules(
  { model, features, thresholds }: ModelSpec,
  { featureHours }: WindowChoices,
): AlertRule[] {
  const isAny = (test: (type: string) => boolean) => features.some(({ type }) => test(type));
  return KINDS.filter(({ measure }) => {
    if (measure === 'quality.outOfRangeRate') return isAny((type) => type === 'number');
    if (measure === 'quality.unseenRate') return isAny((type) => type !== 'number');
    return true;
  }).map(({ name, title, measure, summary, what, runbook, threshold }) => ({
    name,
    title,
    severity: 'ticket',
    cause: 'pipeline',
    everyMinutes: 5,
    forMinutes: 10,
    queries: [
      {
        refId: 'share',
        query: {
          measure,
          model,
          shape: 'snapshot',
          as: 'breach',
          ...(threshold !== undefined && thresholds?.[measure] === undefined && { params: { threshold } }),
        },
        fromSeconds: featureHours * HOUR_SECONDS,
      },
    ],
    threshold: BREACHES,
    unknown: KEEP,
    summary,
    description: `${what}, over the last ${featureHours} hours, beyond its threshold; one alert for each feature.`,
    runbook,
    investigation: { from: `${featureHours}h`, byFeature: true },
  }));
}

/**
 * The values differ from those of the training: it may hurt, or the world has changed. The page rests on evidence whose
 * false alarms are budgeted; the ticket, one for each feature, on the size of a distance.
 */
export function driftRules({ model }: ModelSpec, { featureHours }: WindowChoices): AlertRule[] {
  return [
    {
      name: 'drift-evidence',
      title: 'Harmful drift, with evidence',
      severity: 'page',
      cause: 'drift',
      // It moves when an hour is complete, and reads two weeks.
      everyMinutes: 15,
      forMinutes: 0,
      queries: [
        {
          refId: 'evidence',
          query: { measure: 'drift.evidence', model, shape: 'snapshot', as: 'breach' },
          fromSeconds: featureHours * HOUR_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: 'Model {{ $labels.model }} is asked about values unlike those it was trained on',
      description:
        'E-detector over all features and segments, on whole hours: by chance it gets so far once in fifty weeks. The ' +
        'investigation names the feature and the segment.',
      runbook: 'drift',
      investigation: { from: `${featureHours}h` },
    },
    {
      name: 'drift',
      title: 'Feature drift',
      severity: 'ticket',
      cause: 'drift',
      everyMinutes: 5,
      forMinutes: 15,
      queries: [
        {
          refId: 'drift',
          query: { measure: 'drift.psi', model, shape: 'snapshot', as: 'breach' },
          fromSeconds: featureHours * HOUR_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: '{{ $labels.feature }} of model {{ $labels.model }} has drifted from its baseline',
      description: `Population stability index over the last ${featureHours} hours; one alert for each feature.`,
      runbook: 'drift',
      investigation: { from: `${featureHours}h`, byFeature: true },
    },
  ];
}

/** Features that were too old when they were served, where the model says how old they may be. */
export function staleFeaturesRule(
  { model, features }: ModelSpec,
  { featureHours }: WindowChoices,
): AlertRule[] {
  const limited = features.filter(({ ttlSeconds }) => ttlSeconds !== undefined).map(({ name }) => name);
  if (limited.length === 0) return [];
  return [
    {
      name: 'stale-features',
      title: 'Stale features',
      severity: 'ticket',
      cause: 'pipeline',
      everyMinutes: 5,
      forMinutes: 10,
      queries: [
        {
          refId: 'share',
          query: {
            measure: 'freshness.staleRate',
            model,
            features: limited,
            shape: 'snapshot',
            as: 'breach',
          },
          fromSeconds: featureHours * HOUR_SECONDS,
        },
      ],
      threshold: BREACHES,
      unknown: KEEP,
      summary: 'Feature {{ $labels.feature }} of model {{ $labels.model }} is served too old',
      description: `Share of the values older than the feature's ttlSeconds, over the last ${featureHours} hours.`,
      runbook: 'pipeline-break',
      investigation: { from: `${featureHours}h`, byFeature: true },
    },
  ];
}

/** Served values beside those that training would read. */
export function parityRule({ model }: ModelSpec): AlertRule {
  return {
    name: 'parity',
    title: 'Served values differ from offline ones',
    severity: 'ticket',
    cause: 'parity',
    everyMinutes: 60,
    forMinutes: 60,
    queries: [
      {
        refId: 'mismatch',
        query: { measure: 'parity.mismatchRate', model, shape: 'snapshot', as: 'breach' },
        fromSeconds: DAY_SECONDS,
      },
    ],
    threshold: BREACHES,
    unknown: KEEP,
    summary:
      'Feature {{ $labels.feature }} of model {{ $labels.model }} is served other than it was trained on',
    description:
      'Share of the predictions of the last day whose served value differs from the offline one, where there is one.',
    runbook: 'feature-mismatch',
    investigation: { from: '24h', byFeature: true },
  };
}
