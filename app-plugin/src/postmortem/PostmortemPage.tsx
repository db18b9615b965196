import { LoadingPlaceholder } from '@grafana/ui';
import { type Postmortem } from '@modelwatch/collector/contract';
import React, { useCallback, useMemo, useState } from 'react';
import {
  type AppSettings,
  CollectorClient,
  findDataSource,
  listDataSources,
  mayUserChange,
  useLoaded,
} from '../collector';
import { CollectorDown, NoDataSource } from '../models';
import { PostmortemEditor } from './PostmortemEditor';

interface Props {
  settings: AppSettings | undefined;
  id: string;
}

export function PostmortemPage({ settings, id }: Props): React.JSX.Element {
  const dataSource = findDataSource(settings, listDataSources());
  if (!dataSource) return <NoDataSource />;
  return <Load key={id} uid={dataSource.uid} name={dataSource.name} id={id} />;
}

function Load({ uid, name, id }: { uid: string; name: string; id: string }): React.JSX.Element {
  const [attempt, setAttempt] = useState(0);
  const client = useMemo(() => new CollectorClient(uid), [uid]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a new attempt asks again
  const loaded = useLoaded(useCallback(() => client.getPostmortem(id), [client, id, attempt]));
  const again = (): void => setAttempt((before) => before + 1);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Asking the collector" />;
  if (loaded.state === 'failed') {
    return <CollectorDown dataSource={name} error={loaded.error} onRetry={again} />;
  }
  return <Kept client={client} dataSourceUid={uid} loaded={loaded.value} onReload={again} />;
}

interface KeptProps {
  client: CollectorClient;
  dataSourceUid: string;
  loaded: Postmortem;
  onReload: () => void;
}

/** What was saved last is what is written over next. */
function Kept({ client, dataSourceUid, loaded, onReload }: KeptProps): React.JSX.Element {
  const [saved, setSaved] = useState<Postmortem | null>(null);
  const current = saved && saved.revision >= loaded.revision ? saved : loaded;
  return (
    <PostmortemEditor
      key={`${current.id} ${loaded.revision}`}
      client={client}
      dataSourceUid={dataSourceUid}
      postmortem={current}
      mayChange={mayUserChange()}
      onSaved={setSaved}
      onReload={onReload}
    />
  );
}
