import { css } from '@emotion/css';
import { type GrafanaTheme2, locationUtil, type TimeRange } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { investigationUrl } from './investigationUrl';

interface Props {
  model: string;
  timeRange: TimeRange;
  /** What to look at first: a feature, the labels of a group. */
  focus?: Record<string, string>;
  /** Of what, for those who hear the page. */
  subject: string;
  /** Without its word where there is no room for it. */
  isShort?: boolean;
}

/** To the app's investigation of what the panel shows. */
export function InvestigateLink({ model, timeRange, focus, subject, isShort }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const href = locationUtil.assureBaseUrl(investigationUrl(model, timeRange, focus));
  return (
    <a
      className={styles.link}
      href={href}
      aria-label={`Investigate ${subject}`}
      title={`Investigate ${subject}`}
    >
      <Icon name="search" size="sm" aria-hidden />
      {!isShort && ' Investigate'}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    flexShrink: 0,
    whiteSpace: 'nowrap',
    color: theme.colors.text.link,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { textDecoration: 'underline' },
  }),
});
