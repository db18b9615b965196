import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { type Finding, type Investigation, type SamplesRequest } from '@modelwatch/collector/contract';
import React, { useCallback, useState } from 'react';
import { type CollectorClient, messageOf, useLoaded } from '../collector';
import { SampleTable } from './SampleTable';

interface Props {
  client: CollectorClient;
  investigation: Investigation;
  finding: Finding;
}

const ROWS = 10;

/** Some predictions of the change beside some from before it, for people who want to see what it looks like. */
export function SampleRows({ client, investigation, finding }: Props): React.JSX.Element | null {
  const [isShown, setShown] = useState(false);
  const request = planSamples(investigation, finding);
  if (!request) return null;
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon="table"
        aria-expanded={isShown}
        onClick={() => setShown(!isShown)}
        aria-label={`Predictions side by side: finding ${finding.rank}`}
      >
        {isShown ? 'Hide the predictions' : 'Predictions side by side'}
      </Button>
      {isShown && <Load client={client} request={request} feature={finding.feature} />}
    </>
  );
}

interface LoadProps {
  client: CollectorClient;
  request: SamplesRequest;
  feature: string | null;
}

function Load({ client, request, feature }: LoadProps): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const key = JSON.stringify(request);
  const load = useCallback(() => client.readSamples(JSON.parse(key) as SamplesRequest), [client, key]);
  const loaded = useLoaded(load);
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Reading predictions" />;
  if (loaded.state === 'failed') {
    return <Alert title="No predictions were read">{messageOf(loaded.error)}</Alert>;
  }
  const [since, before] = loaded.value.ranges;
  return (
    <div className={styles.sides}>
      {before && <SampleTable title="Before" answer={loaded.value} range={before} feature={feature} />}
      {since && <SampleTable title="Since" answer={loaded.value} range={since} feature={feature} />}
    </div>
  );
}

/** In the segment of the finding: from its beginning to its end, and the healthy time that it was compared with. */
export function planSamples(
  { request, read }: Pick<Investigation, 'request' | 'read'>,
  { since, until, where }: Pick<Finding, 'since' | 'until' | 'where'>,
): SamplesRequest | null {
  if (!read) return null;
  const { window, before } = read;
  const begins = since === null ? window.from : Math.round(since.estimate);
  const ends = until === null ? window.to : Math.round(until) + 1;
  const healthyEnds = Math.min(before.to, since === null ? before.to : Math.round(since.lower));
  const ranges = [{ from: begins, to: Math.max(begins + 1, ends) }];
  if (healthyEnds > before.from) ranges.push({ from: before.from, to: healthyEnds });
  const filters = [...(request.filters ?? []), ...where];
  return { model: request.model, ranges, limit: ROWS, ...(filters.length > 0 && { filters }) };
}

const getStyles = (theme: GrafanaTheme2) => ({
  sides: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
