import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { type AppSettings } from './collector';
import { ConfigurationPage } from './configuration';

const LazyApp = lazy(() => import('./App'));

/** Grafana 12.2 has no boundary round an app's root, so the page brings its own. */
function Root(props: AppRootProps<AppSettings>): React.JSX.Element {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading Model Watch" />}>
      <LazyApp {...props} />
    </Suspense>
  );
}

export const plugin = new AppPlugin<AppSettings>().setRootPage(Root).addConfigPage({
  id: 'configuration',
  title: 'Configuration',
  icon: 'cog',
  body: ConfigurationPage,
});
