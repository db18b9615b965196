import { type ListedModel } from '../collector';
import { type NamedWindow } from '../parameters';

const DAY_MS = 86_400_000;

/** The windows of the address, else the last day of the model's log, the day before, and all of it. */
export function windowsOf(model: ListedModel | undefined, given: NamedWindow[]): NamedWindow[] {
  if (given.length > 0) return given;
  const range = model?.timeRange;
  const end = range ? range.to + 1 : Date.now();
  const windows = [
    { name: 'Last day', from: end - DAY_MS, to: end },
    { name: 'Day before', from: end - 2 * DAY_MS, to: end - DAY_MS },
  ];
  return range ? [...windows, { name: 'Whole log', from: range.from, to: end }] : windows;
}
