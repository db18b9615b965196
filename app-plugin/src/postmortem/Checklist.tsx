import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { type ChecklistItem } from '@modelwatch/collector/contract';
import React from 'react';

/** What must be there before it is closed, by sign and word. */
export function Checklist({ items }: { items: ChecklistItem[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const done = items.filter(({ isDone }) => isDone).length;
  return (
    <section aria-labelledby="checklist" className={styles.box}>
      <h3 id="checklist" className={styles.heading}>
        Checklist: {done} of {items.length}
      </h3>
      <ul className={styles.list}>
        {items.map(({ name, isDone, text }) => (
          <li key={name}>
            <Icon
              name={isDone ? 'check-circle' : 'circle'}
              className={isDone ? styles.done : styles.open}
              title={isDone ? 'done' : 'not done'}
            />{' '}
            {name} <span className={styles.text}>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  heading: css({ fontSize: theme.typography.h5.fontSize }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  done: css({ color: theme.colors.success.text }),
  open: css({ color: theme.colors.text.secondary }),
  text: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
