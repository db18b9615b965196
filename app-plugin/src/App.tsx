import { type AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React from 'react';
import { type AppSettings } from './collector';
import { ModelsPage } from './models';

export default function App({ meta }: AppRootProps<AppSettings>): React.JSX.Element {
  return (
    <PluginPage
      pageNav={{ text: 'Models' }}
      subTitle="Objectives of every registered model, over their windows until now"
    >
      <ErrorBoundaryAlert>
        <ModelsPage settings={meta.jsonData} />
      </ErrorBoundaryAlert>
    </PluginPage>
  );
}
