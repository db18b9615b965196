import { locationService } from '@grafana/runtime';
import { Alert, Button } from '@grafana/ui';
import React, { useState } from 'react';
import { type CollectorClient, messageOf } from '../collector';
import { postmortemUrl } from './paths';

interface Props {
  client: CollectorClient;
  investigation: string;
}

/** Begins a postmortem from an investigation and opens it. */
export function StartPostmortem({ client, investigation }: Props): React.JSX.Element {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await client.startPostmortem({ investigation });
      locationService.push(postmortemUrl(id));
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="sm" variant="secondary" icon="file-alt" disabled={isBusy} onClick={() => void start()}>
        {isBusy ? 'Freezing the evidence' : 'Begin a postmortem'}
      </Button>
      {problem !== null && <Alert title="The postmortem was not begun">{problem}</Alert>}
    </>
  );
}
