import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import React from 'react';
import { type ObjectiveVerdict } from './judgeObjective';

const WORDS: Record<ObjectiveVerdict, { icon: IconName; text: string }> = {
  ok: { icon: 'check-circle', text: 'ok' },
  breach: { icon: 'exclamation-triangle', text: 'breach' },
  insufficient: { icon: 'question-circle', text: 'insufficient data' },
  immature: { icon: 'clock-nine', text: 'not mature' },
  failed: { icon: 'exclamation-circle', text: 'query failed' },
};

/** A verdict as sign and word; only ok is green, so that a number without evidence never looks well. */
export function VerdictLabel({ verdict }: { verdict: ObjectiveVerdict }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { icon, text } = WORDS[verdict];
  return (
    <span className={cx(styles.label, styles[verdict])}>
      <Icon name={icon} aria-hidden />
      {text}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const undecided = css({ color: theme.colors.text.primary });
  return {
    label: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      whiteSpace: 'nowrap',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    ok: css({ color: theme.colors.success.text }),
    breach: css({ color: theme.colors.error.text }),
    failed: css({ color: theme.colors.warning.text }),
    insufficient: undecided,
    immature: undecided,
  };
};
