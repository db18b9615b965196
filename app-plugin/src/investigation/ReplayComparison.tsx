import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Interval, type ReplayPerformance, type ReplayRun } from '@modelwatch/collector/contract';
import React from 'react';
import { count } from './describeFinding';

/** What was served beside what the version answers with the repair, on the same predictions. */
export function ReplayComparison({ run }: { run: ReplayRun }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    // Reached by keyboard, because it scrolls where the page is narrow.
    <div className={styles.scroll} role="region" aria-label="Comparison of the replay" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">ROC AUC</th>
            <th scope="col">Accuracy</th>
            <th scope="col">Mean score</th>
            <th scope="col">Same class as served</th>
            <th scope="col">Labelled</th>
          </tr>
        </thead>
        <tbody>
          {run.logged && <Row name="as served" performance={run.logged} />}
          {run.results.map((result) => (
            <Row
              key={`${result.version} ${result.repaired}`}
              name={`${result.version}, ${result.repaired ? 'with the repair' : 'replayed as logged'}`}
              performance={result.performance}
              meanScore={result.meanScore}
              agreement={result.agreementWithLogged}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  name: string;
  performance: ReplayPerformance;
  meanScore?: number | null;
  agreement?: number | null;
}

function Row({ name, performance, meanScore, agreement }: RowProps): React.JSX.Element {
  const share = agreement === null || agreement === undefined ? '–' : `${(agreement * 100).toFixed(1)}%`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{withInterval(performance.rocAuc, performance.rocAucInterval)}</td>
      <td>{withInterval(performance.accuracy, performance.accuracyInterval)}</td>
      <td>{meanScore?.toFixed(3) ?? '–'}</td>
      <td>{share}</td>
      <td>{count(performance.n)}</td>
    </tr>
  );
}

/** Never 0 for a value that is not there. */
function withInterval(value: number | null, interval: Interval | null): string {
  if (value === null) return 'too few labels';
  const range = interval
    ? ` (${Math.round(interval.confidence * 100)}%: ${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)})`
    : '';
  return `${value.toFixed(4)}${range}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', marginTop: theme.spacing(1) }),
  table: css({
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { padding: theme.spacing(0.5, 2, 0.5, 0), textAlign: 'left', whiteSpace: 'nowrap' },
    '& thead th': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    },
    '& th': { fontWeight: theme.typography.fontWeightMedium },
  }),
});
