import { Failure } from '../failure';

/*
 * An alert rule is evaluated by Grafana's server, which replaces no template variables; and a variable that a
 * dashboard does not have stays as it was written. Asked as it stands, `$model` would be a model of that name.
 */
const REFERENCE = /\$\{[A-Za-z_]\w*(?:\.[^}:]+)?(?::[^}]+)?\}|\[\[[A-Za-z_]\w*(?::\w+)?\]\]|^\$[A-Za-z_]\w*$/;

export interface Unreplaced {
  /** JSON path within the query: `$.filters[0].values[1]`. */
  path: string;
  /** As written: `$model`. */
  reference: string;
}

/** The first template variable that was left in a query, if any. */
export function findUnreplaced(value: unknown, path = '$'): Unreplaced | null {
  if (typeof value === 'string') {
    const match = REFERENCE.exec(value);
    return match ? { path, reference: match[0] } : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, child] of Object.entries(value)) {
    const found = findUnreplaced(child, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

/** @throws Failure that names the variable and what to do, where one was left */
export function refuseUnreplaced(query: unknown, fromAlert: boolean): void {
  const unreplaced = findUnreplaced(query);
  if (!unreplaced) return;
  const why = fromAlert
    ? 'alert rules have no template variables: write its value into the rule'
    : 'the dashboard has no such variable: add it, or write its value into the query';
  throw new Failure(
    `${unreplaced.reference} at ${unreplaced.path} was not replaced; ${why}.`,
    400,
    'unreplaced-variable',
    'downstream',
    unreplaced.path,
  );
}
