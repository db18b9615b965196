import { locationService } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  type AppSettings,
  CollectorClient,
  findDataSource,
  listDataSources,
  mayUserChange,
  useLoaded,
} from '../collector';
import { CollectorDown, NoDataSource } from '../models';
import { Findings } from './Findings';
import { PATIENCE_MS, TookTooLong } from './pollUntil';
import { type Question, readQuestion } from './readQuestion';
import { NotInvestigated, runInvestigation } from './runInvestigation';

/** Part of the address that holds the investigation, so that a shared or reloaded page starts none again. */
const ID = 'investigation';

export function InvestigationPage({ settings }: { settings: AppSettings | undefined }): React.JSX.Element {
  const dataSource = findDataSource(settings, listDataSources());
  const { [ID]: id, ...search } = locationService.getSearchObject();
  const key = JSON.stringify(search);
  const asked = useMemo(() => readQuestion(JSON.parse(key) as Record<string, unknown>, Date.now()), [key]);
  if (!dataSource) return <NoDataSource />;
  if ('sentence' in asked) {
    return (
      <Alert severity="info" title="There is nothing to investigate yet">
        {asked.sentence}
      </Alert>
    );
  }
  const known = typeof id === 'string' && id !== '' ? id : null;
  return <Investigate key={key} uid={dataSource.uid} name={dataSource.name} question={asked} known={known} />;
}

interface Props {
  uid: string;
  name: string;
  question: Question;
  /** Of the address, when the page was opened. */
  known: string | null;
}

function Investigate({ known, ...props }: Props): React.JSX.Element {
  const id = useRef(known);
  const [attempt, setAttempt] = useState(0);
  const again = (isNew: boolean): void => {
    if (isNew) id.current = null;
    setAttempt((before) => before + 1);
  };
  return <Attempt key={attempt} {...props} id={id} onAgain={again} />;
}

interface AttemptProps extends Omit<Props, 'known'> {
  id: React.MutableRefObject<string | null>;
  onAgain: (isNew: boolean) => void;
}

function Attempt({ uid, name, question, id, onAgain }: AttemptProps): React.JSX.Element {
  const client = useMemo(() => new CollectorClient(uid), [uid]);
  const mayStart = mayUserChange();
  const [controller] = useState(() => new AbortController());
  useEffect(() => () => controller.abort(), [controller]);
  const load = useCallback(
    () =>
      runInvestigation(client, question, {
        id: id.current,
        mayStart,
        signal: controller.signal,
        onStarted: (started) => {
          id.current = started;
          locationService.partial({ [ID]: started }, true);
        },
      }),
    [client, question, mayStart, controller, id],
  );
  const loaded = useLoaded(load);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Looking for what changed" />;
  if (loaded.state === 'failed') {
    return <Failed error={loaded.error} dataSource={name} onRetry={() => onAgain(false)} />;
  }
  const props = { client, dataSourceUid: uid, question, mayStart, onAgain: () => onAgain(true) };
  return <Findings {...loaded.value} {...props} />;
}

interface FailedProps {
  error: unknown;
  dataSource: string;
  onRetry: () => void;
}

function Failed({ error, dataSource, onRetry }: FailedProps): React.JSX.Element {
  if (error instanceof NotInvestigated) {
    return (
      <Alert severity="info" title="There is no investigation to show">
        {error.message}
      </Alert>
    );
  }
  if (!(error instanceof TookTooLong)) {
    return <CollectorDown dataSource={dataSource} error={error} onRetry={onRetry} />;
  }
  return (
    <Alert severity="info" title={`No answer after ${PATIENCE_MS / 60_000} minutes`}>
      <p>{error.message}</p>
      <Button variant="secondary" onClick={onRetry}>
        Keep waiting
      </Button>
    </Alert>
  );
}
