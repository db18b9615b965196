import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Spinner, useStyles2 } from '@grafana/ui';
import { type ReplayRequest, type ReplayRun } from '@modelwatch/collector/contract';
import React, { useEffect, useRef, useState } from 'react';
import { type CollectorClient, messageOf } from '../collector';
import { count } from './describeFinding';
import { pollUntil } from './pollUntil';
import { ReplayComparison } from './ReplayComparison';

interface Props {
  client: CollectorClient;
  request: ReplayRequest;
  mayStart: boolean;
  /** Of the finding, for those who hear the page. */
  label: string;
}

/** Runs the repair through the production version and shows what it would have changed. */
export function RepairReplay({ client, request, mayStart, label }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [run, setRun] = useState<ReplayRun | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const controller = useRef(new AbortController());
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);
  const start = async (): Promise<void> => {
    const { signal } = controller.current;
    setRunning(true);
    setProblem(null);
    try {
      const { id } = await client.startReplay(request);
      const ended = await pollUntil(
        () => client.getReplay(id),
        ({ state }) => state !== 'queued' && state !== 'running',
        { signal, onAnswer: setRun },
      );
      if (ended.state !== 'done') setProblem(ended.error ?? `The replay was ${ended.state}.`);
    } catch (error) {
      if (!signal.aborted) setProblem(messageOf(error));
    }
    if (!signal.aborted) setRunning(false);
  };
  if (!mayStart) return <p className={styles.quiet}>Editors can replay the window with this repair.</p>;
  return (
    <div className={styles.replay}>
      <Button
        size="sm"
        variant="secondary"
        icon="play"
        disabled={isRunning}
        onClick={() => void start()}
        aria-label={`Replay with this repair: ${label}`}
      >
        Replay with this repair
      </Button>
      <div role="status" className={styles.quiet}>
        {isRunning && (
          <>
            <Spinner inline /> {progressOf(run)}
          </>
        )}
      </div>
      {problem !== null && (
        <Alert severity="warning" title="The replay gave no comparison">
          {problem}
        </Alert>
      )}
      {!isRunning && run?.state === 'done' && <ReplayComparison run={run} />}
    </div>
  );
}

function progressOf(run: ReplayRun | null): string {
  if (!run || run.state === 'queued' || run.progress.total === 0) return 'The replay waits for its turn.';
  return `Replaying: ${count(run.progress.rows)} of ${count(run.progress.total)} predictions.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  replay: css({ marginTop: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5, 0) }),
});
