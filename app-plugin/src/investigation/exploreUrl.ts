import { locationUtil } from '@grafana/data';
import { type Finding } from '@modelwatch/collector/contract';
import { DATA_SOURCE_TYPE } from '../collector';

/** Explore with the query that draws the change. */
export function exploreUrl({ query, range }: Finding['evidence'], dataSourceUid: string): string {
  const datasource = { type: DATA_SOURCE_TYPE, uid: dataSourceUid };
  const panes = {
    evidence: {
      datasource: dataSourceUid,
      queries: [{ refId: 'A', datasource, ...query }],
      range: { from: String(range.from), to: String(range.to) },
    },
  };
  const search = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) });
  return locationUtil.assureBaseUrl(`/explore?${search}`);
}
