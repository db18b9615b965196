import availability from '../../../docs/runbooks/availability.md';
import bias from '../../../docs/runbooks/bias.md';
import canary from '../../../docs/runbooks/canary.md';
import coldStarts from '../../../docs/runbooks/cold-starts.md';
import collectorBehind from '../../../docs/runbooks/collector-behind.md';
import cost from '../../../docs/runbooks/cost.md';
import drift from '../../../docs/runbooks/drift.md';
import explanations from '../../../docs/runbooks/explanations.md';
import featureMismatch from '../../../docs/runbooks/feature-mismatch.md';
import labelDelay from '../../../docs/runbooks/label-delay.md';
import latency from '../../../docs/runbooks/latency.md';
import noPredictions from '../../../docs/runbooks/no-predictions.md';
import pipelineBreak from '../../../docs/runbooks/pipeline-break.md';
import slowDecline from '../../../docs/runbooks/slow-decline.md';

/** By the name that alerts link: the very files of `docs/runbooks`, so that there is one text of each. */
export const RUNBOOKS: Readonly<Record<string, string>> = {
  availability,
  bias,
  canary,
  'cold-starts': coldStarts,
  'collector-behind': collectorBehind,
  cost,
  drift,
  explanations,
  'feature-mismatch': featureMismatch,
  'label-delay': labelDelay,
  latency,
  'no-predictions': noPredictions,
  'pipeline-break': pipelineBreak,
  'slow-decline': slowDecline,
};

/** The first heading of a runbook. */
export const titleOf = (markdown: string): string => /^# (.+)$/m.exec(markdown)?.[1] ?? '';
