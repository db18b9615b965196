import { type ModelEntry, SCORE_COLUMN } from '@modelwatch/collector/contract';

/** What every model can be grouped and filtered by, beside its own segments. */
export const FIXED_DIMENSIONS = ['version', 'environment', 'deployment'] as const;

export const dimensionsOf = (entry: ModelEntry | undefined): string[] => [
  ...FIXED_DIMENSIONS,
  ...(entry?.schema.segments ?? []),
];

/** The features of a model, and its own score, which drifts like one. */
export const featuresOf = (entry: ModelEntry | undefined): string[] =>
  entry ? [...entry.schema.features.map((feature) => feature.name), SCORE_COLUMN] : [];

export const versionsOf = (entry: ModelEntry | undefined): string[] => Object.keys(entry?.versions ?? {});
