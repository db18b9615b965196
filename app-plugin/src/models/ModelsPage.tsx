import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { type AppSettings, CollectorClient, findDataSource, listDataSources, useLoaded } from '../collector';
import { CollectorDown, NoDataSource, NoModels } from './EmptyStates';
import { loadOverview } from './loadOverview';
import { ModelsTable } from './ModelsTable';
import { RecentChanges } from './RecentChanges';

export function ModelsPage({ settings }: { settings: AppSettings | undefined }): React.JSX.Element {
  const dataSource = findDataSource(settings, listDataSources());
  return dataSource ? <Models uid={dataSource.uid} name={dataSource.name} /> : <NoDataSource />;
}

function Models({ uid, name }: { uid: string; name: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [askedAt, setAskedAt] = useState(() => Date.now());
  const client = useMemo(() => new CollectorClient(uid), [uid]);
  const overview = useLoaded(useCallback(() => loadOverview(client, askedAt), [client, askedAt]));
  const refresh = (): void => setAskedAt(Date.now());
  if (overview.state === 'loading') return <LoadingPlaceholder text="Asking the collector" />;
  if (overview.state === 'failed') {
    return <CollectorDown dataSource={name} error={overview.error} onRetry={refresh} />;
  }
  const { models, changes, at } = overview.value;
  if (models.length === 0) return <NoModels dataSource={name} />;
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.about}>
          {models.length === 1 ? '1 model' : `${models.length} models`} from {name}, as of{' '}
          {dateTimeFormat(at)}
        </span>
        <Button variant="secondary" size="sm" icon="sync" onClick={refresh}>
          Refresh
        </Button>
      </div>
      <div className={styles.columns}>
        <ModelsTable models={models} dataSourceUid={uid} />
        <RecentChanges changes={changes} />
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  }),
  about: css({ color: theme.colors.text.secondary }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 320px',
    alignItems: 'start',
    gap: theme.spacing(2),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
