import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { type MomentaryGap } from '../draw';
import { type ComparisonKind } from '../options';
import { nameOf } from '../prepare';
import { type RateFormatters } from './formatters';

interface Props {
  title: string;
  lines: { group: string; values: (number | null)[] }[];
  index: number;
  gap: MomentaryGap | null;
  compareBy: ComparisonKind;
  format: RateFormatters;
  colorOf: (group: string) => string;
}

const MOST_ROWS = 12;

/** The rates at one moment, the highest first, and how far apart the outermost two are. */
export function MomentTable({
  title,
  lines,
  index,
  gap,
  compareBy,
  format,
  colorOf,
}: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const rows = lines
    .map(({ group, values }) => ({ group, value: values[index] ?? null }))
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  const write = compareBy === 'difference' ? format.difference : format.ratio;
  return (
    <div>
      <div className={styles.title}>{title}</div>
      <table className={styles.table}>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ group, value }) => (
            <tr key={group}>
              <th>
                <i className={styles.swatch} style={{ background: colorOf(group) }} />
                {nameOf({ group })}
              </th>
              <td>{value === null ? 'no value' : format.rate(value)}</td>
            </tr>
          ))}
          <tr>
            <th>
              {compareBy === 'difference' ? 'Difference' : 'Ratio'}
              {gap && ` of ${nameOf({ group: gap.lowest })} and ${nameOf({ group: gap.highest })}`}
            </th>
            <td>{gap ? write(gap.value) : 'not known'}</td>
          </tr>
        </tbody>
      </table>
      {rows.length > MOST_ROWS && <div>and {rows.length - MOST_ROWS} more</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ marginBottom: theme.spacing(0.5), fontWeight: theme.typography.fontWeightMedium }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    '& th': { fontWeight: theme.typography.fontWeightRegular, paddingRight: theme.spacing(2) },
    '& td': { textAlign: 'right' },
    '& tr:last-child': { borderTop: `1px solid ${theme.colors.border.medium}` },
  }),
  swatch: css({ display: 'inline-block', width: 10, height: 3, marginRight: 6, verticalAlign: 3 }),
});
