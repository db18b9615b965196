import { getTemplateSrv } from '@grafana/runtime';
import { Alert, type ComboboxOption } from '@grafana/ui';
import React, { type DependencyList, useEffect, useState } from 'react';

export interface Answer<T> {
  answer?: T;
  error?: Error;
}

/** What Grafana's fetch throws carries the sentence of the backend in its body. */
function asError(thrown: unknown): Error {
  const said = (thrown as { data?: { message?: unknown } } | null)?.data?.message;
  if (typeof said === 'string') return new Error(said);
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Asks when the dependencies change; an answer that comes after they changed again is not taken. */
export function useAnswer<T>(ask: () => Promise<T>, dependencies: DependencyList): Answer<T> {
  const [state, setState] = useState<Answer<T>>({});
  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (answer) => isCurrent && setState({ answer }),
      (thrown: unknown) => isCurrent && setState({ error: asError(thrown) }),
    );
    return () => {
      isCurrent = false;
    };
    // `ask` is a new function at each drawing; what it depends on is given beside it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, dependencies);
  return state;
}

/** The values, and after them the variables of the dashboard, which may stand in their place. */
export function withVariables(values: string[]): ComboboxOption[] {
  const variables = getTemplateSrv()
    .getVariables()
    .map((variable) => ({ value: `$${variable.name}`, label: `$${variable.name}`, group: 'Variables' }));
  return [...values.map((value) => ({ value, label: value })), ...variables];
}

export function ReadFailure({ error }: { error: Error | undefined }): React.JSX.Element | null {
  return error ? (
    <Alert severity="warning" title="The lists of the collector cannot be read">
      {error.message}
    </Alert>
  ) : null;
}
