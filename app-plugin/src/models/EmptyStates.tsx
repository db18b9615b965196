import { locationUtil } from '@grafana/data';
import { Alert, Button, EmptyState, LinkButton, Stack } from '@grafana/ui';
import React from 'react';
import { DATA_SOURCE_TYPE, messageOf } from '../collector';

export const CONFIGURATION_PATH = '/plugins/modelwatch-investigations-app?page=configuration';

export function NoDataSource(): React.JSX.Element {
  return (
    <EmptyState
      variant="call-to-action"
      hideImage
      message="Model Watch is not connected to a collector yet"
      button={
        <LinkButton
          icon="plus"
          href={locationUtil.assureBaseUrl(`/connections/datasources/${DATA_SOURCE_TYPE}`)}
        >
          Add a data source
        </LinkButton>
      }
    >
      Add a Model Watch data source with the address of a running collector (“modelwatch serve”). This page
      then lists its models.
    </EmptyState>
  );
}

export function NoModels({ dataSource }: { dataSource: string }): React.JSX.Element {
  return (
    <EmptyState variant="call-to-action" hideImage message="The collector watches no models yet">
      “{dataSource}” answers. Register a model with “modelwatch model apply FILE” and log its predictions; it
      appears here with its objectives.
    </EmptyState>
  );
}

interface CollectorDownProps {
  dataSource: string;
  error: unknown;
  onRetry: () => void;
}

export function CollectorDown({ dataSource, error, onRetry }: CollectorDownProps): React.JSX.Element {
  return (
    <Alert severity="error" title={`The collector behind “${dataSource}” does not answer as expected`}>
      <Stack direction="column" alignItems="flex-start" gap={2}>
        <div>{messageOf(error)}</div>
        <Stack>
          <Button variant="secondary" icon="sync" onClick={onRetry}>
            Try again
          </Button>
          <LinkButton variant="secondary" fill="text" href={locationUtil.assureBaseUrl(CONFIGURATION_PATH)}>
            Check the connection
          </LinkButton>
        </Stack>
      </Stack>
    </Alert>
  );
}
