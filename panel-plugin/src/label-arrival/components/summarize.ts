import { ageReaching, type ArrivalEstimate, type DayForecast, lastBelieved } from '../prepare';
import { lastDayOf, writeCount, writeDays, writeLongDay, writeShare } from './formatters';

/** A figure at the head of the panel. */
export interface Figure {
  title: string;
  value: string;
  note: string;
}

/** What the picture says, in figures: until when numbers may be believed, how long labels take, what is to come. */
export function summarize(estimate: ArrivalEstimate, forecasts: DayForecast[], maturity: number): Figure[] {
  const { plateau, ages } = estimate;
  const share = writeShare(maturity);
  const believed = lastBelieved(forecasts, maturity);
  const takes = ageReaching(estimate, maturity * plateau);
  const longest = ages.at(-1) ?? 0;
  const toCome = forecasts.reduce((sum, forecast) => sum + forecast.toCome, 0);
  const half = ageReaching(estimate, 0.5 * plateau);
  const most = ageReaching(estimate, 0.95 * plateau);
  const within = (age: number | null): string =>
    age === null || plateau === 0 ? 'not known' : writeDays(age);
  return [
    {
      title: 'Performance believed to',
      value: believed ? writeLongDay(lastDayOf(believed)) : 'no day yet',
      note:
        takes === null || plateau === 0
          ? `no label has come; ${share} of those expected are asked for`
          : `${share} of a day’s labels are there after ${writeDays(takes)}`,
    },
    { title: 'Median wait', value: within(half), note: 'half of the labels that come' },
    { title: '95 % have come', value: within(most), note: 'of the labels that come' },
    {
      title: 'Still to come',
      value: writeCount(toCome),
      note: 'labels of these days, as they came so far',
    },
    {
      title: 'Never',
      value: writeShare(1 - plateau),
      note: `have no label after ${writeDays(longest)}; what comes later is not known`,
    },
  ];
}
