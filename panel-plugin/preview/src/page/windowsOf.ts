import { type ChangeRecord } from '@modelwatch/collector/contract';
import { type ListedModel } from '../collector';
import { type NamedWindow } from '../parameters';

const DAY_MS = 86_400_000;
const OFFERED_CHANGES = 6;

/**
 * The windows of the address; or else the last day of the model's log, the day before, all of it, and the day that
 * followed each of the latest changes, which is where one looks first.
 */
export function windowsOf(
  model: ListedModel | undefined,
  changes: ChangeRecord[],
  given: NamedWindow[],
): NamedWindow[] {
  if (given.length > 0) return given;
  const range = model?.timeRange;
  const end = range ? range.to + 1 : Date.now();
  const windows = [
    { name: 'Last day', from: end - DAY_MS, to: end },
    { name: 'Day before', from: end - 2 * DAY_MS, to: end - DAY_MS },
  ];
  if (!range) return windows;
  const afterChanges = changes
    .filter((change) => change.model === model.spec.model && change.ts >= range.from && change.ts < end)
    .slice(-OFFERED_CHANGES)
    .map(({ text, change, ts }) => ({ name: `Day after: ${text || change}`, from: ts, to: ts + DAY_MS }));
  return [...windows, { name: 'Whole log', from: range.from, to: end }, ...afterChanges];
}
