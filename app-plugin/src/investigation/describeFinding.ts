import { dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import { type Filter, type Finding, type FindingKind, type Repair } from '@modelwatch/collector/contract';

export const KIND_IN_WORDS: Record<FindingKind, string> = {
  feature: 'Values of a feature changed',
  missing: 'A feature is missing',
  invalid: 'A feature has the wrong type',
  schema: 'Levels that were never seen',
  freshness: 'A feature is stale',
  errors: 'Requests fail',
  latency: 'Answers are slow',
  version: 'Other versions answer',
  duplicates: 'Predictions come more than once',
  clock: 'Clocks disagree',
  labels: 'Labels do not arrive',
  performance: 'The truth given the answers changed',
  score: 'Scores moved',
};

/** One fact of a finding: what it is about, and what was found. */
export interface Line {
  term: string;
  text: string;
}

const PERFORMANCE = { rocAuc: 'ROC AUC', accuracy: 'accuracy', mae: 'mean absolute error' } as const;

/** The facts of a finding in the order in which they are asked at night. */
export function describeFinding(finding: Finding): Line[] {
  const { predictions, score, performance, likeness } = finding;
  const lines: Line[] = [
    { term: 'Where', text: whereInWords(finding.where) || 'everywhere' },
    { term: 'Since', text: sinceInWords(finding) },
    {
      term: 'How much',
      text: `${count(predictions.changed)} of ${count(predictions.inSegment)} predictions; ${effectInWords(finding)}`,
    },
  ];
  if (score.before !== null && score.after !== null) {
    const text = `mean ${score.after.toFixed(3)}, ${score.before.toFixed(3)} before`;
    lines.push({ term: 'Score', text });
  }
  if (performance) {
    const { measure, before, after, labelled, coverage } = performance;
    const labels = `${count(labelled)} labelled, ${Math.round(coverage * 100)}% of them`;
    const text = `${PERFORMANCE[measure]} ${after.toFixed(3)}, ${before.toFixed(3)} before (${labels})`;
    lines.push({ term: 'Performance', text });
  }
  if (likeness) {
    const share = `${Math.round(likeness.share * 100)}% of the changed rows`;
    lines.push({ term: 'Looks like', text: `${likeness.words} (${share})` });
  }
  return lines;
}

export const count = (value: number): string => value.toLocaleString('en');

export const whereInWords = (where: readonly Filter[]): string =>
  where
    .map(({ key, operator, values }) => `${key} ${operator === '=' ? 'is' : 'is not'} ${values.join(', ')}`)
    .join(' and ');

export function repairInWords({ feature, expression, where }: Repair): string {
  const place = whereInWords(where ?? []);
  return `${feature} = ${expression}${place ? `, where ${place}` : ''}`;
}

/** @example timeFrom(75 * 60) // '1 h 15 min before' */
export function timeFrom(secondsBefore: number): string {
  const seconds = Math.abs(Math.round(secondsBefore));
  const side = secondsBefore >= 0 ? 'before' : 'after';
  if (seconds < 60) return `${seconds} s ${side}`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''];
  return `${parts.filter(Boolean).join(' ')} ${side}`;
}

function sinceInWords({ since, until }: Finding): string {
  const end = until === null ? '' : `, until ${dateTimeFormat(until)}`;
  if (!since) return `before the time that was compared with${end}`;
  const interval = `${Math.round(since.confidence * 100)}% sure: ${dateTimeFormat(since.lower)} to ${dateTimeFormat(since.upper)}`;
  return `${dateTimeFormat(since.estimate)} (${interval})${end}`;
}

function effectInWords({ effect }: Finding): string {
  const format = (value: number | null): string =>
    value === null ? 'unknown' : formattedValueToString(getValueFormat(effect.unit)(value));
  const before = effect.before === null ? '' : `, ${format(effect.before)} before`;
  return `${effect.name} ${format(effect.after)}${before}`;
}
