import { locationUtil } from '@grafana/data';

const BASE = '/a/modelwatch-investigations-app/postmortems';

/** Id of the postmortem that a path of the app names; empty for the list of them, null for another page. */
export function findPostmortemId(path: string): string | null {
  const [, id] = /\/postmortems(?:\/([^/?]*))?\/?(?:\?|$)/.exec(path) ?? [null, null];
  return id === null ? null : decodeURIComponent(id ?? '');
}

export const postmortemUrl = (id: string): string =>
  locationUtil.assureBaseUrl(id === '' ? BASE : `${BASE}/${encodeURIComponent(id)}`);
