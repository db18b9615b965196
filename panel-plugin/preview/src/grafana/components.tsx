import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type PanelDataErrorViewProps, type PluginPageProps } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Grafana's core shows a panel's message in the middle of the panel; so does this. */
export function HostDataErrorView({ message }: PanelDataErrorViewProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.message} data-testid="panel data error">
      {message ?? 'No data'}
    </div>
  );
}

/** A page of an app, without Grafana's navigation around it. */
export function HostPluginPage({
  children,
  subTitle,
  pageNav,
  renderTitle,
}: PluginPageProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? '';
  return (
    <main className={styles.page}>
      {renderTitle ? renderTitle(title) : title && <h1>{title}</h1>}
      {subTitle && <div className={styles.subTitle}>{subTitle}</div>}
      {children}
    </main>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '100%',
    height: '100%',
    padding: theme.spacing(2),
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
  page: css({ padding: theme.spacing(3), maxWidth: 1400, margin: '0 auto' }),
  subTitle: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(2) }),
});
