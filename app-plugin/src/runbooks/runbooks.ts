import availability from '../../../docs/runbooks/availability.md';
import collectorBehind from '../../../docs/runbooks/collector-behind.md';
import drift from '../../../docs/runbooks/drift.md';
import noPredictions from '../../../docs/runbooks/no-predictions.md';

/** By the name that alerts link: the very files of `docs/runbooks`, so that there is one text of each. */
export const RUNBOOKS: Readonly<Record<string, string>> = {
  availability,
  'collector-behind': collectorBehind,
  drift,
  'no-predictions': noPredictions,
};

/** The first heading of a runbook. */
export const titleOf = (markdown: string): string => /^# (.+)$/m.exec(markdown)?.[1] ?? '';
