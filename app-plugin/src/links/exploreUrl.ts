import { locationUtil } from '@grafana/data';
import { type Finding, type Investigation } from '@modelwatch/collector/contract';
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

/** The page of an investigation that has ended. */
export function investigationUrl({ id, request }: Pick<Investigation, 'id' | 'request'>): string {
  const { model, from, to, filters = [], baseline } = request;
  const search = new URLSearchParams({
    model,
    from: String(Date.parse(from)),
    to: String(Date.parse(to)),
    ...(baseline !== undefined && { baseline }),
    ...Object.fromEntries(filters.map(({ key, values }) => [key, values[0] ?? ''])),
    investigation: id,
  });
  return locationUtil.assureBaseUrl(`/a/modelwatch-investigations-app/investigation?${search}`);
}
