import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { EmptyState, LinkButton, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { type PostmortemSummary } from '@modelwatch/collector/contract';
import React, { useCallback, useMemo, useState } from 'react';
import { type AppSettings, CollectorClient, findDataSource, listDataSources, useLoaded } from '../collector';
import { CollectorDown, NoDataSource } from '../models';
import { postmortemUrl } from './paths';

export function PostmortemsPage({ settings }: { settings: AppSettings | undefined }): React.JSX.Element {
  const dataSource = findDataSource(settings, listDataSources());
  return dataSource ? <Postmortems uid={dataSource.uid} name={dataSource.name} /> : <NoDataSource />;
}

function Postmortems({ uid, name }: { uid: string; name: string }): React.JSX.Element {
  const [attempt, setAttempt] = useState(0);
  const client = useMemo(() => new CollectorClient(uid), [uid]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a new attempt asks again
  const loaded = useLoaded(useCallback(() => client.listPostmortems(), [client, attempt]));
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Asking the collector" />;
  if (loaded.state === 'failed') {
    return <CollectorDown dataSource={name} error={loaded.error} onRetry={() => setAttempt(attempt + 1)} />;
  }
  if (loaded.value.length === 0) {
    return (
      <EmptyState variant="not-found" message="There are no postmortems yet">
        Open an investigation, from an alert or a panel, and begin one there.
      </EmptyState>
    );
  }
  return (
    <>
      <OpenActions postmortems={loaded.value} />
      <List postmortems={loaded.value} />
    </>
  );
}

/** Actions stay in sight until they are closed with evidence. */
function OpenActions({ postmortems }: { postmortems: PostmortemSummary[] }): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  const open = postmortems.flatMap((one) => one.openActions.map((action) => ({ one, action })));
  if (open.length === 0) return null;
  return (
    <section className={styles.box} aria-labelledby="open-actions">
      <h3 id="open-actions" className={styles.heading}>
        {open.length === 1 ? '1 open action' : `${open.length} open actions`}
      </h3>
      <ul className={styles.list}>
        {open.map(({ one, action }) => (
          <li key={`${one.id} ${action.id}`} className={styles.item}>
            <span className={styles.area}>{action.area}</span> {action.text}
            <div className={styles.about}>
              {action.owner || 'nobody owns it yet'} ·{' '}
              <a className={styles.quietLink} href={postmortemUrl(one.id)}>
                {one.title}
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function List({ postmortems }: { postmortems: PostmortemSummary[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label="Postmortems">
      {postmortems.map(({ id, title, model, state, createdAt, createdBy, openActions, window }) => (
        <li key={id} className={styles.item}>
          <LinkButton href={postmortemUrl(id)} fill="text" className={styles.link}>
            {title}
          </LinkButton>
          <div className={styles.about}>
            {[
              state,
              model,
              `${dateTimeFormat(window.from)} to ${dateTimeFormat(window.to)}`,
              `begun ${dateTimeFormat(createdAt)}${createdBy === null ? '' : ` by ${createdBy}`}`,
              openActions.length === 0 ? '' : `${openActions.length} open`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.warning.border}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  heading: css({ fontSize: theme.typography.h5.fontSize }),
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  item: css({
    padding: theme.spacing(1, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  link: css({
    padding: 0,
    height: 'auto',
    textAlign: 'left',
    whiteSpace: 'normal',
    '& span': { whiteSpace: 'normal' },
  }),
  quietLink: css({ display: 'inline-block', padding: theme.spacing(0.25, 0), textDecoration: 'underline' }),
  area: css({ fontWeight: theme.typography.fontWeightMedium }),
  about: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
