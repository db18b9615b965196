import { Alert, Button, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { type CollectorClient, messageOf } from '../collector';
import { saveFile } from './saveFile';

const FORMATS = [
  { format: 'markdown', label: 'Markdown', extension: 'md', type: 'text/markdown' },
  { format: 'html', label: 'HTML', extension: 'html', type: 'text/html' },
] as const;

interface Props {
  client: CollectorClient;
  id: string;
  isChanged: boolean;
}

/** The saved postmortem as a file: the HTML needs nothing else to be read. */
export function Exports({ client, id, isChanged }: Props): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async ({ format, extension, type }: (typeof FORMATS)[number]): Promise<void> => {
    setProblem(null);
    try {
      saveFile(`postmortem-${id}.${extension}`, type, await client.exportPostmortem(id, format));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <Stack gap={1} wrap="wrap">
        {FORMATS.map((one) => (
          <Button
            key={one.format}
            size="sm"
            variant="secondary"
            icon="download-alt"
            disabled={isChanged}
            tooltip={isChanged ? 'Save first: what is saved is exported' : undefined}
            onClick={() => void save(one)}
          >
            Export {one.label}
          </Button>
        ))}
      </Stack>
      {problem !== null && <Alert title="It was not exported">{problem}</Alert>}
    </>
  );
}
