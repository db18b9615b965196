import { css } from '@emotion/css';
import { type GrafanaTheme2, renderMarkdown } from '@grafana/data';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { RUNBOOKS, titleOf } from './runbooks';

const HREF = '/a/modelwatch-investigations-app/runbooks';

/** One runbook, as the link of an alert opens it; the list of them where the link names none. */
export function RunbookPage({ name }: { name: string }): React.JSX.Element {
  const text = RUNBOOKS[name];
  if (text !== undefined) return <Runbook text={text} />;
  return (
    <>
      {name !== '' && (
        <Alert severity="warning" title={`There is no runbook “${name}”`}>
          The alert that links it may come from another version of the app. These are there:
        </Alert>
      )}
      <ul>
        {Object.entries(RUNBOOKS).map(([known, markdown]) => (
          <li key={known}>
            <LinkButton href={`${HREF}/${known}`} fill="text">
              {titleOf(markdown)}
            </LinkButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function Runbook({ text }: { text: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const html = useMemo(() => renderMarkdown(text), [text]);
  // Our own text, sanitized by Grafana's renderer all the same.
  return <article className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    maxWidth: 760,
    lineHeight: 1.6,
    'p, li': { marginBottom: theme.spacing(1.5) },
    'ol, ul': { paddingLeft: theme.spacing(3) },
    h1: { marginBottom: theme.spacing(2) },
    code: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  }),
});
