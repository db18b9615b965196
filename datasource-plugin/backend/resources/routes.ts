import { Failure } from '../failure';

/** A resource call that was let through: what the collector is asked. */
export interface Forward {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path of the collector, each name in it encoded. */
  path: string;
}

interface Route {
  method: Forward['method'];
  /** `*` stands for one name. */
  pattern: string;
  /** Changes something: not for viewers. */
  changes?: string;
  /** Decides how a model is watched: for admins alone. */
  configures?: string;
}

/** Everything that a browser may ask of the collector; what is not listed does not pass. */
const ROUTES: Route[] = [
  { method: 'GET', pattern: 'catalogue' },
  { method: 'GET', pattern: 'models' },
  { method: 'GET', pattern: 'models/*' },
  { method: 'GET', pattern: 'models/*/dimensions/*' },
  {
    method: 'POST',
    pattern: 'models/*/objectives/trial',
    changes: 'try objectives over the recorded past',
  },
  { method: 'PUT', pattern: 'models/*/objectives', configures: 'change objectives and thresholds' },
  {
    method: 'POST',
    pattern: 'models/*/baselines/*/window',
    configures: 'accept logged rows as the new baseline',
  },
  { method: 'GET', pattern: 'changes' },
  { method: 'GET', pattern: 'canaries' },
  { method: 'GET', pattern: 'shadows' },
  { method: 'GET', pattern: 'replays' },
  { method: 'GET', pattern: 'replays/*' },
  { method: 'POST', pattern: 'replays', changes: 'start a replay' },
  { method: 'DELETE', pattern: 'replays/*', changes: 'cancel a replay' },
  { method: 'GET', pattern: 'investigations' },
  { method: 'GET', pattern: 'investigations/*' },
  { method: 'POST', pattern: 'investigations', changes: 'start an investigation' },
  { method: 'POST', pattern: 'samples' },
  { method: 'GET', pattern: 'postmortems' },
  { method: 'GET', pattern: 'postmortems/*' },
  { method: 'GET', pattern: 'postmortems/*/export' },
  { method: 'POST', pattern: 'postmortems', changes: 'begin a postmortem' },
  { method: 'PUT', pattern: 'postmortems/*', changes: 'write into a postmortem' },
  {
    method: 'POST',
    pattern: 'postmortems/*/verification',
    changes: 'draw the figures of a postmortem again',
  },
];

/** Grafana lets every viewer call resources, so the role is looked at here. */
const ROLES_THAT_CHANGE = new Set(['Editor', 'Admin']);

/** A name in a path has been decoded once by Grafana; one with a slash in it is sent encoded twice. */
function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matches(pattern: string, names: string[]): boolean {
  const parts = pattern.split('/');
  return parts.length === names.length && parts.every((part, index) => part === '*' || part === names[index]);
}

/**
 * Decides whether a call may pass, and as what.
 *
 * @param role of the Grafana user; null where Grafana names none
 * @throws Failure 404, 405 or 403 with a sentence
 */
export function routeResource(method: string, path: string, search: string, role: string | null): Forward {
  const names = path
    .replace(/^\/+|\/+$/g, '')
    .split('/')
    .map(decodeName);
  const unsafe = names.some((name) => name === '' || name === '.' || name === '..');
  const found = unsafe ? [] : ROUTES.filter((route) => matches(route.pattern, names));
  if (found.length === 0) {
    throw new Failure(`The data source has no resource ${path}.`, 404, 'unknown-resource');
  }
  const route = found.find((one) => one.method === method.toUpperCase());
  if (!route) {
    const known = found.map((one) => one.method).join(' and ');
    throw new Failure(`${path} takes ${known} only.`, 405, 'method-not-allowed');
  }
  if (route.changes && !ROLES_THAT_CHANGE.has(role ?? '')) {
    throw new Failure(
      `Only editors and admins may ${route.changes}; ask one of them, or an admin for the role.`,
      403,
      'role-required',
    );
  }
  if (route.configures && role !== 'Admin') {
    throw new Failure(`Only admins may ${route.configures}; ask one of them.`, 403, 'role-required');
  }
  return { method: route.method, path: `/v1/${names.map(encodeURIComponent).join('/')}${search}` };
}
