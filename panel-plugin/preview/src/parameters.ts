/** A time range with a name, offered on the page. */
export interface NamedWindow {
  name: string;
  from: number;
  to: number;
}

/** What is drawn: the panel with its controls, or one part of a plugin alone (what the browser tests look at). */
export type Mount = 'page' | 'panel' | 'app' | 'appConfig' | 'queryEditor' | 'configEditor';

/** Which of the panels is drawn. */
export type PanelName = 'distribution' | 'disparity' | 'labelArrival';

/** What the address of the page says. */
export interface Parameters {
  mount: Mount;
  panel: PanelName;
  /** Base address of the collector, without a slash at its end. */
  api: string;
  theme: 'dark' | 'light';
  /** Path of the app's page, as in Grafana's address bar. */
  path: string;
  model: string | undefined;
  measure: string | undefined;
  segment: string | undefined;
  windows: NamedWindow[];
  /** Width and height of the panel in pixels; as much as there is unless given. */
  width: number | undefined;
  height: number | undefined;
  /** `none`: as in a Grafana without the data source. */
  hasDataSource: boolean;
  /** Options of the panel, and a query for the editor, as JSON. */
  options: Record<string, unknown>;
  query: Record<string, unknown>;
}

const PANELS: readonly PanelName[] = ['distribution', 'disparity', 'labelArrival'];
const MOUNTS: readonly Mount[] = ['page', 'panel', 'app', 'appConfig', 'queryEditor', 'configEditor'];

/**
 * @example readParameters(new URL('http://x/preview/?window=Unit change|2026-10-15T16:47:59Z|2026-10-16T23:02:24Z'))
 */
export function readParameters(url: URL): Parameters {
  const text = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  return {
    mount: MOUNTS.find((mount) => mount === text('mount')) ?? 'page',
    panel: PANELS.find((panel) => panel === text('panel')) ?? 'distribution',
    api: (text('api') ?? url.origin).replace(/\/+$/, ''),
    theme: text('theme') === 'light' ? 'light' : 'dark',
    path: text('path') ?? '/',
    model: text('model'),
    measure: text('measure'),
    segment: text('segment'),
    windows: url.searchParams.getAll('window').flatMap(readWindow),
    width: readSize(text('width')),
    height: readSize(text('height')),
    hasDataSource: text('dataSource') !== 'none',
    options: readObject(text('options')),
    query: readObject(text('query')),
  };
}

/** `name|from|to`, times as RFC 3339 or milliseconds; what cannot be read is not offered. */
function readWindow(text: string): NamedWindow[] {
  const [name, from, to] = text.split('|');
  const range = [from, to].map((time) => (/^\d+$/.test(time ?? '') ? Number(time) : Date.parse(time ?? '')));
  const [start, end] = range as [number, number];
  return name && end > start ? [{ name, from: start, to: end }] : [];
}

function readSize(text: string | undefined): number | undefined {
  const size = Number(text);
  return Number.isFinite(size) && size > 0 ? size : undefined;
}

function readObject(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
}
