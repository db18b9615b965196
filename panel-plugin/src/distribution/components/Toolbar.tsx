import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { FilterInput, useStyles2 } from '@grafana/ui';
import React from 'react';
import { sideColors } from '../../shared/components';
import { type Arrangement } from '../options';

interface Props {
  arrangement: Arrangement;
  showLegend: boolean;
  showSearch: boolean;
  search: string;
  onSearch: (search: string) => void;
  /** What is shown, in words: the number of features and how many are past their threshold. */
  summary: string;
}

export function Toolbar({
  arrangement,
  showLegend,
  showSearch,
  search,
  onSearch,
  summary,
}: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      {showLegend && (
        <ul className={styles.legend} aria-label="Legend">
          {LEGEND[arrangement].map(([mark, text]) => (
            <li key={text}>
              <i className={styles[mark]} />
              {text}
            </li>
          ))}
          <li title="Values that the baseline does not have, no value, a value of the wrong type">
            <i className={styles.apart} />
            Unseen, missing, invalid
          </li>
        </ul>
      )}
      <span className={styles.summary} role="status">
        {summary}
      </span>
      {showSearch && (
        <div className={styles.search}>
          <FilterInput
            value={search}
            onChange={onSearch}
            placeholder="Search features"
            aria-label="Search features"
            escapeRegex={false}
          />
        </div>
      )}
    </div>
  );
}

type Mark = 'baseline' | 'current' | 'fewer';

const LEGEND: Record<Arrangement, [Mark, string][]> = {
  overlaid: [
    ['baseline', 'Baseline'],
    ['current', 'Current'],
  ],
  sideBySide: [
    ['baseline', 'Baseline'],
    ['current', 'Current'],
  ],
  mirrored: [
    ['current', 'Current, up'],
    ['baseline', 'Baseline, down'],
  ],
  difference: [
    ['current', 'More than in the baseline'],
    ['fewer', 'Fewer'],
  ],
};

const getStyles = (theme: GrafanaTheme2) => {
  const colors = sideColors(theme);
  const swatch = {
    display: 'inline-block',
    boxSizing: 'border-box',
    width: 12,
    height: 12,
    marginRight: theme.spacing(0.75),
    verticalAlign: -1,
  } as const;
  return {
    bar: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
      paddingBottom: theme.spacing(1),
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    }),
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.25, 1.5),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      color: theme.colors.text.primary,
      whiteSpace: 'nowrap',
    }),
    summary: css({ flexGrow: 1 }),
    search: css({ flex: '0 1 220px', minWidth: 140 }),
    baseline: css({ ...swatch, background: colors.baselineFill, border: `1px solid ${colors.baseline}` }),
    current: css({ ...swatch, background: colors.current }),
    fewer: css({ ...swatch, background: colors.fewer }),
    apart: css({
      ...swatch,
      border: `1px solid ${colors.baseline}`,
      background: `repeating-linear-gradient(45deg, ${colors.baseline} 0 1.5px, transparent 1.5px 4px)`,
    }),
  };
};
