import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import {
  type SampledColumn,
  type SampledRange,
  type SampledRow,
  type SamplesAnswer,
  type SampleValue,
} from '@modelwatch/collector/contract';
import React from 'react';
import { count } from './describeFinding';

interface Props {
  title: string;
  answer: SamplesAnswer;
  range: SampledRange;
  /** Stands first. */
  feature: string | null;
}

interface ShownColumn extends SampledColumn {
  read: (row: SampledRow) => { value: SampleValue; isInvalid: boolean };
}

/** One side: a row a prediction, the feature of the finding first. */
export function SampleTable({ title, answer, range, feature }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const columns = columnsOf(answer, feature);
  const heading = `${title}: ${range.rows.length} of ${count(range.total)} predictions`;
  return (
    <div>
      <h4 className={styles.heading}>{heading}</h4>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={heading}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {columns.slice(0, 1).map(head)}
              <th scope="col">Score</th>
              <th scope="col">Class</th>
              <th scope="col">Label</th>
              <th scope="col">Version</th>
              <th scope="col">Status</th>
              {columns.slice(1).map(head)}
            </tr>
          </thead>
          <tbody>
            {range.rows.map((row, index) => (
              <tr key={`${row.ts} ${index}`}>
                <td>{dateTimeFormat(row.ts)}</td>
                {columns.slice(0, 1).map((column) => cell(column, row))}
                <td>{row.score?.toFixed(3) ?? '–'}</td>
                <td>{row.class ?? '–'}</td>
                <td>{row.label ?? 'not yet'}</td>
                <td>{row.version ?? '–'}</td>
                <td>{row.status ?? '–'}</td>
                {columns.slice(1).map((column) => cell(column, row))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function columnsOf({ features, segments }: SamplesAnswer, first: string | null): ShownColumn[] {
  const ofFeatures = features.map((column, index): ShownColumn => ({
    ...column,
    read: (row) => ({ value: row.features[index] ?? null, isInvalid: row.invalid.includes(column.name) }),
  }));
  const ofSegments = segments
    .map((column, index): ShownColumn => ({
      ...column,
      read: (row) => ({ value: row.segments[index] ?? null, isInvalid: false }),
    }))
    .filter(({ name }) => !features.some((feature) => feature.name === name));
  const all = [...ofFeatures, ...ofSegments];
  return [...all.filter(({ name }) => name === first), ...all.filter(({ name }) => name !== first)];
}

const head = ({ name, masked }: ShownColumn): React.JSX.Element => (
  <th key={name} scope="col">
    {name}
    {masked === 'bucket' && ' (rounded)'}
    {(masked === 'drop' || masked === 'hash') && ' (masked)'}
  </th>
);

function cell(column: ShownColumn, row: SampledRow): React.JSX.Element {
  const { value, isInvalid } = column.read(row);
  const isHidden = column.masked === 'drop' || column.masked === 'hash';
  const words = isHidden ? 'masked' : isInvalid ? 'invalid' : 'missing';
  return <td key={column.name}>{value === null ? <em>{words}</em> : String(value)}</td>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ fontSize: theme.typography.body.fontSize }),
  scroll: css({ overflowX: 'auto' }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
    '& th, & td': { padding: theme.spacing(0.25, 1.5, 0.25, 0), textAlign: 'left', whiteSpace: 'nowrap' },
    '& thead th': { color: theme.colors.text.secondary },
    '& em': { color: theme.colors.text.secondary },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});
