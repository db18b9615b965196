import { type PluginConfigPageProps, type AppPluginMeta, locationUtil } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { lastValueFrom } from 'rxjs';
import {
  type AppSettings,
  CollectorClient,
  DATA_SOURCE_TYPE,
  findDataSource,
  listDataSources,
  messageOf,
  useLoaded,
} from '../collector';

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** Which data source the app reads from, and whether its collector answers. */
export function ConfigurationPage({ plugin }: Props): React.JSX.Element {
  const { meta } = plugin;
  const all = useMemo(() => listDataSources(), []);
  const used = findDataSource(meta.jsonData, all);
  const [chosen, setChosen] = useState(used?.uid);
  const [saving, setSaving] = useState<
    { state: 'idle' | 'busy' | 'saved' } | { state: 'failed'; why: string }
  >({
    state: 'idle',
  });
  if (!chosen) {
    return (
      <Alert severity="info" title="There is no Model Watch data source yet">
        <Stack direction="column" alignItems="flex-start" gap={2}>
          <div>Add one with the address of a running collector; the app finds it by itself.</div>
          <LinkButton
            icon="plus"
            href={locationUtil.assureBaseUrl(`/connections/datasources/${DATA_SOURCE_TYPE}`)}
          >
            Add a data source
          </LinkButton>
        </Stack>
      </Alert>
    );
  }
  const save = async (): Promise<void> => {
    setSaving({ state: 'busy' });
    try {
      const data = {
        enabled: meta.enabled,
        pinned: meta.pinned,
        jsonData: { ...meta.jsonData, dataSourceUid: chosen },
      };
      const url = `/api/plugins/${meta.id}/settings`;
      await lastValueFrom(getBackendSrv().fetch({ url, method: 'POST', data, showErrorAlert: false }));
      setSaving({ state: 'saved' });
    } catch (error) {
      setSaving({ state: 'failed', why: messageOf(error) });
    }
  };
  return (
    <Stack direction="column" gap={1} alignItems="stretch">
      <Field
        label="Data source"
        description="Models, objectives and changes are read through it. Its own settings hold the collector's address and token."
        htmlFor="modelwatch-data-source"
      >
        <Combobox
          id="modelwatch-data-source"
          width={40}
          options={all.map(({ uid, name }) => ({ value: uid, label: name }))}
          value={chosen}
          onChange={({ value }) => {
            setChosen(value);
            setSaving({ state: 'idle' });
          }}
        />
      </Field>
      <Connection key={chosen} uid={chosen} />
      <Stack alignItems="center" gap={2}>
        <Button onClick={() => void save()} disabled={saving.state === 'busy'}>
          Save
        </Button>
        <LinkButton
          variant="secondary"
          fill="text"
          href={locationUtil.assureBaseUrl(`/connections/datasources/edit/${chosen}`)}
        >
          Settings of the data source
        </LinkButton>
        <span role="status">{saving.state === 'saved' && 'Saved. Open the app again to use it.'}</span>
      </Stack>
      {saving.state === 'failed' && <Alert title="The setting was not saved">{saving.why}</Alert>}
    </Stack>
  );
}

function Connection({ uid }: { uid: string }): React.JSX.Element {
  const health = useLoaded(useCallback(() => new CollectorClient(uid).checkHealth(), [uid]));
  if (health.state === 'loading') return <LoadingPlaceholder text="Checking the connection" />;
  if (health.state === 'failed') return <Alert title="Not connected">{messageOf(health.error)}</Alert>;
  const { isWell, message } = health.value;
  return (
    <Alert severity={isWell ? 'success' : 'error'} title={isWell ? 'Connected' : 'Not connected'}>
      {message}
    </Alert>
  );
}
