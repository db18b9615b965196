import { type AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { ErrorBoundaryAlert } from '@grafana/ui';
import React from 'react';
import { type AppSettings } from './collector';
import { InvestigationPage, isInvestigation } from './investigation';
import { ModelsPage } from './models';
import { findPostmortemId, PostmortemPage, PostmortemsPage } from './postmortem';
import { findRunbookName, RunbookPage } from './runbooks';

export default function App({ meta, path }: AppRootProps<AppSettings>): React.JSX.Element {
  const runbook = findRunbookName(path);
  if (runbook !== null) {
    return (
      <PluginPage pageNav={{ text: 'Runbooks' }} subTitle="What an alert means, where to look, what to do">
        <ErrorBoundaryAlert>
          <RunbookPage name={runbook} />
        </ErrorBoundaryAlert>
      </PluginPage>
    );
  }
  const postmortem = findPostmortemId(path);
  if (postmortem !== null) {
    return (
      <PluginPage
        pageNav={{ text: postmortem === '' ? 'Postmortems' : 'Postmortem' }}
        subTitle="What happened, on what evidence, and what is done so that it does not come again"
      >
        <ErrorBoundaryAlert>
          {postmortem === '' ? (
            <PostmortemsPage settings={meta.jsonData} />
          ) : (
            <PostmortemPage settings={meta.jsonData} id={postmortem} />
          )}
        </ErrorBoundaryAlert>
      </PluginPage>
    );
  }
  if (isInvestigation(path)) {
    return (
      <PluginPage
        pageNav={{ text: 'Investigation' }}
        subTitle="What changed, where, since when, and what repairs it"
      >
        <ErrorBoundaryAlert>
          <InvestigationPage settings={meta.jsonData} />
        </ErrorBoundaryAlert>
      </PluginPage>
    );
  }
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
