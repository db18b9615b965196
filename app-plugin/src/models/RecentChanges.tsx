import { css } from '@emotion/css';
import { dateTime, dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import React from 'react';
import { type Change } from '../collector';

const ICONS: Record<string, IconName> = {
  rollout: 'rocket',
  rollback: 'history',
  retraining: 'sync',
  schema: 'table',
  incident: 'fire',
  backfill: 'database',
};

export function RecentChanges({ changes }: { changes: Change[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.box} aria-labelledby="recent-changes">
      <h3 id="recent-changes" className={styles.heading}>
        Recent changes
      </h3>
      {changes.length === 0 && (
        <p className={styles.about}>
          None yet. Rollouts, retrainings and schema changes that are posted appear here.
        </p>
      )}
      <ul className={styles.list}>
        {changes.map((change, index) => (
          <li key={change.id ?? `${change.ts} ${index}`} className={styles.change}>
            <Icon name={ICONS[change.change] ?? 'info-circle'} aria-hidden className={styles.icon} />
            <div>
              <div>{change.text || change.change}</div>
              <div className={styles.about}>
                {describeChange(change)} ·{' '}
                <time dateTime={new Date(change.ts).toISOString()} title={dateTimeFormat(change.ts)}>
                  {dateTime(change.ts).fromNow()}
                </time>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeChange({ change, model, version, status }: Change): string {
  return [change, model, version, status].filter(Boolean).join(' · ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  heading: css({ fontSize: theme.typography.h5.fontSize, marginBottom: theme.spacing(1) }),
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  change: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  icon: css({ marginTop: 3, flexShrink: 0, color: theme.colors.text.secondary }),
  about: css({
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
