import { type AppPlugin } from '@grafana/data';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback } from 'react';
import { loadPlugin } from '../loadPlugin';
import { useLoaded } from '../useLoaded';

const PLUGIN_ID = 'modelwatch-investigations-app';

/** The app's page, or its configuration page, as Grafana would mount it. */
export function AppMount({ part, path }: { part: 'app' | 'appConfig'; path: string }): React.JSX.Element {
  const loaded = useLoaded(useCallback(() => loadPlugin<AppPlugin>(PLUGIN_ID), []));
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the app" />;
  if (loaded.state === 'failed') return <Alert title="The app did not load">{loaded.error.message}</Alert>;
  const { plugin, json, baseUrl } = loaded.value;
  const meta = { ...json, baseUrl, module: '', enabled: true, pinned: true, jsonData: {} };
  plugin.meta = meta as unknown as AppPlugin['meta'];
  if (part === 'appConfig') {
    const page = plugin.configPages?.[0];
    if (!page) return <Alert title="The app has no configuration page" />;
    return (
      <main style={{ padding: 24 }}>
        <page.body plugin={plugin} query={{}} />
      </main>
    );
  }
  const AppRoot = plugin.root;
  if (!AppRoot) return <Alert title="The app has no root page" />;
  return (
    <AppRoot
      meta={plugin.meta}
      path={path}
      basename={`/a/${PLUGIN_ID}`}
      query={{}}
      onNavChanged={() => undefined}
    />
  );
}
