import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { type Figure } from './summarize';

/** The head of the panel: figures with their meaning, side by side while there is room. */
export function Figures({ figures, isNarrow }: { figures: Figure[]; isNarrow: boolean }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.figures}>
      {figures.map(({ title, value, note }) => (
        <div key={title} className={isNarrow ? styles.line : styles.figure} title={note}>
          <dt className={styles.title}>{title}</dt>
          <dd className={styles.value}>{value}</dd>
          {!isNarrow && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figures: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: 0,
    paddingBottom: theme.spacing(1),
    '& dd': { margin: 0 },
    '& dt': { fontWeight: theme.typography.fontWeightRegular },
  }),
  figure: css({ maxWidth: 230 }),
  line: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    width: '100%',
    alignItems: 'baseline',
  }),
  title: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  value: css({
    fontSize: theme.typography.h5.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
  note: css({ color: theme.colors.text.secondary, fontSize: 11, lineHeight: 1.3 }),
});
