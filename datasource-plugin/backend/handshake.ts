const COOKIE = { name: 'grafana_plugin_type', value: 'datasource' };

/** What a person reads who starts the executable by hand; null where Grafana starts it. */
export function refuseToStart(environment: NodeJS.ProcessEnv): string | null {
  if (environment[COOKIE.name] === COOKIE.value) return null;
  return 'This is the backend of the Model Watch data source: Grafana starts it, it does nothing by itself.';
}

/** The only line on stdout: core protocol 1, Grafana's protocol 2, where to call, and how. */
export function handshakeLine(address: string): string {
  return `1|2|${address}|grpc\n`;
}
