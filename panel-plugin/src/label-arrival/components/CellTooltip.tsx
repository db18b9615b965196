import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { type DayForecast, type PredictionDay } from '../prepare';
import { lastDayOf, writeCount, writeDays, writeLongDay, writeShare } from './formatters';

interface Props {
  day: PredictionDay;
  forecast: DayForecast;
  /** Age in days and its index, of a cell; undefined for the day as a whole. */
  age: { days: number; index: number } | undefined;
}

/** What a cell says, and what its day still waits for. */
export function CellTooltip({ day, forecast, age }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const partial = age === undefined ? null : (day.partial[age.index] ?? null);
  const arrived = age === undefined ? null : (day.arrived[age.index] ?? partial);
  const title =
    day.days === 1
      ? writeLongDay(day.dayMs)
      : `${writeLongDay(day.dayMs)} to ${writeLongDay(lastDayOf(day))}`;
  const rows: [string, string][] = [];
  if (age) rows.push([`Within ${writeDays(age.days)}`, writeCell(day, arrived, partial !== null)]);
  rows.push(
    ['Predictions', writeCount(day.served)],
    ['Labels so far', writeCount(forecast.arrived)],
    ['Expected still', writeCount(forecast.toCome)],
    ['Will not come', writeCount(forecast.never)],
    ['Maturity', forecast.maturity === null ? 'no predictions' : writeShare(forecast.maturity)],
  );
  return (
    <div>
      <div className={styles.title}>{title}</div>
      <table className={styles.table}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th>{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function writeCell(day: PredictionDay, arrived: number | null, isPartial: boolean): string {
  if (arrived === null) return 'not that old yet';
  const share = writeShare(day.served > 0 ? arrived / day.served : 0);
  return `${writeCount(arrived)} (${share})${isPartial ? ' so far' : ''}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ marginBottom: theme.spacing(0.5), fontWeight: theme.typography.fontWeightMedium }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    '& th': { fontWeight: theme.typography.fontWeightRegular, paddingRight: theme.spacing(2) },
    '& td': { textAlign: 'right' },
  }),
});
