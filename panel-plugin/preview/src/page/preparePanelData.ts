import {
  applyFieldOverrides,
  type DataFrame,
  dateTime,
  EventBusSrv,
  type FieldConfigSource,
  getDefaultTimeRange,
  type GrafanaTheme2,
  LoadingState,
  type PanelData,
  type PanelPlugin,
  type PanelProps,
  type TimeRange,
} from '@grafana/data';
import { type Loaded } from '../useLoaded';

/** What Grafana would hand to the panel: the frames with the field configuration of panel and plugin applied. */
export function preparePanelData(
  plugin: PanelPlugin,
  loaded: Loaded<DataFrame[]>,
  theme: GrafanaTheme2,
  timeRange: TimeRange,
): PanelData {
  if (loaded.state === 'loading') return { state: LoadingState.Loading, series: [], timeRange };
  if (loaded.state === 'failed') {
    return { state: LoadingState.Error, series: [], timeRange, errors: [{ message: loaded.error.message }] };
  }
  const series = applyFieldOverrides({
    data: loaded.value,
    fieldConfig: fieldConfigOf(plugin),
    fieldConfigRegistry: plugin.fieldConfigRegistry,
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
  return { state: LoadingState.Done, series, timeRange };
}

export function fieldConfigOf(plugin: PanelPlugin): FieldConfigSource {
  return plugin.fieldConfigDefaults as FieldConfigSource;
}

export function timeRangeOf(window: { from: number; to: number } | undefined): TimeRange {
  if (!window) return getDefaultTimeRange();
  const [from, to] = [dateTime(window.from), dateTime(window.to)];
  return { from, to, raw: { from, to } };
}

export function panelProps(
  plugin: PanelPlugin,
  data: PanelData,
  size: { width: number; height: number },
  options: Record<string, unknown>,
): PanelProps {
  const migrated: unknown = plugin.onPanelMigration?.({ options: { ...options } } as never) ?? options;
  return {
    id: 1,
    data,
    timeRange: data.timeRange,
    timeZone: 'utc',
    options: { ...plugin.defaults, ...(migrated as object) },
    fieldConfig: fieldConfigOf(plugin),
    transparent: false,
    title: '',
    renderCounter: 0,
    eventBus: new EventBusSrv(),
    onOptionsChange: () => undefined,
    onFieldConfigChange: () => undefined,
    onChangeTimeRange: () => undefined,
    replaceVariables: (text) => text,
    ...size,
  };
}
