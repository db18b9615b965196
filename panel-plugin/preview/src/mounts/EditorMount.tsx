import { type DataQuery, dateTime } from '@grafana/data';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useState } from 'react';
import { dataSourceSettings, makeDataSource } from '../grafana';
import { type NamedWindow } from '../parameters';
import { useLoaded } from '../useLoaded';

interface Props {
  part: 'queryEditor' | 'configEditor';
  query: Record<string, unknown>;
  window: NamedWindow | undefined;
}

/** The data source's query editor or configuration editor, with what it was changed to below it. */
export function EditorMount({ part, query: given, window }: Props): React.JSX.Element {
  const loaded = useLoaded(makeDataSource);
  const [query, setQuery] = useState<DataQuery | undefined>(undefined);
  const [settings, setSettings] = useState<object>({
    ...dataSourceSettings(),
    secureJsonFields: {},
    url: '',
  });
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the data source" />;
  if (loaded.state === 'failed') {
    return <Alert title="The data source did not load">{loaded.error.message}</Alert>;
  }
  const { api, plugin } = loaded.value;
  const { QueryEditor, ConfigEditor } = plugin.components;
  if (part === 'configEditor') {
    if (!ConfigEditor) return <Alert title="The data source has no configuration editor" />;
    const Editor = ConfigEditor as React.ComponentType<{
      options: object;
      onOptionsChange: (o: object) => void;
    }>;
    return (
      <main style={{ padding: 24 }}>
        <Editor options={settings} onOptionsChange={setSettings} />
        <pre data-testid="changed">{JSON.stringify(settings)}</pre>
      </main>
    );
  }
  if (!QueryEditor) return <Alert title="The data source has no query editor" />;
  const Editor = QueryEditor;
  const shown = query ?? { ...api.getDefaultQuery?.('panel-editor' as never), refId: 'A', ...given };
  const range = window && {
    from: dateTime(window.from),
    to: dateTime(window.to),
    raw: { from: dateTime(window.from), to: dateTime(window.to) },
  };
  return (
    <main style={{ padding: 24 }}>
      <Editor datasource={api} query={shown} range={range} onChange={setQuery} onRunQuery={() => undefined} />
      <pre data-testid="changed">{JSON.stringify(shown)}</pre>
    </main>
  );
}
