import { css } from '@emotion/css';
import { type DataFrame, type GrafanaTheme2, type PanelPlugin } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { Collector } from '../collector';
import { loadPlugin } from '../loadPlugin';
import { type PanelName, type Parameters } from '../parameters';
import { useLoaded } from '../useLoaded';
import { type Chosen, Controls } from './Controls';
import { PANEL_KINDS } from './panelKinds';
import { PanelFrame } from './PanelFrame';
import { windowsOf } from './windowsOf';

const MARGIN = 16;
/** Margins and one line of controls; where they wrap, the page scrolls. */
const HEADER_HEIGHT = 82;
const NONE: never[] = [];
const PANELS = (Object.keys(PANEL_KINDS) as PanelName[]).map((value) => ({
  value,
  label: PANEL_KINDS[value].label,
}));

const noMeasure = (panel: string): Error =>
  new Error(`This collector has no measure that the panel “${panel}” draws.`);

interface Props {
  parameters: Parameters;
  mode: 'dark' | 'light';
  onMode: (mode: 'dark' | 'light') => void;
}

/** A panel against a live collector, with what a dashboard's variables would choose. */
export function PreviewPage({ parameters, mode, onMode }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const collector = useMemo(() => new Collector(parameters.api), [parameters.api]);
  const [chosen, setChosen] = useState<Partial<Chosen>>({ ...parameters, window: 0 });
  const panelName = chosen.panel ?? 'distribution';
  const kind = PANEL_KINDS[panelName];
  const started = useLoaded(
    useCallback(async () => {
      const [models, measures, changes] = await Promise.all([
        collector.models(),
        collector.measures(),
        collector.changes(),
      ]);
      return { models, changes, measures };
    }, [collector]),
  );
  const panel = useLoaded(useCallback(() => loadPlugin<PanelPlugin>(kind.pluginId), [kind.pluginId]));
  const { models = NONE, changes = NONE } = started.state === 'done' ? started.value : {};
  const measures = useMemo(
    () => (started.state === 'done' ? started.value.measures.filter(kind.draws) : NONE),
    [started, kind],
  );
  const model = models.find(({ spec }) => spec.model === chosen.model) ?? models[0];
  const measure = measures.find(({ id }) => id === chosen.measure) ?? measures[0];
  const segments = useMemo(
    () => (kind.takesSegment ? (model?.schema.segments ?? NONE) : NONE),
    [kind, model],
  );
  const segment = segments.find((name) => name === chosen.segment) ?? segments[0] ?? '';
  const windows = useMemo(
    () => windowsOf(model, changes, parameters.windows),
    [model, changes, parameters.windows],
  );
  const window = windows[chosen.window ?? 0] ?? windows[0];
  const isReady = started.state === 'done';
  const frames = useLoaded(
    useCallback((): Promise<DataFrame[]> => {
      if (!model || !window) return new Promise<DataFrame[]>(() => undefined);
      if (!measure) return isReady ? Promise.reject(noMeasure(kind.label)) : new Promise(() => undefined);
      const asked = { model: model.spec.model, measure: measure.id, segment, range: window };
      return collector.query(kind.queries(asked), window);
    }, [collector, kind, model, measure, segment, window, isReady]),
  );
  const size = useWindowSize();

  const failed = [started, panel].find((one) => one.state === 'failed');
  if (failed?.state === 'failed') {
    return (
      <div className={styles.page}>
        <Alert title="There is nothing to draw">{failed.error.message}</Alert>
      </div>
    );
  }
  if (started.state !== 'done' || panel.state !== 'done') {
    return (
      <p className={styles.page} role="status">
        Asking the collector …
      </p>
    );
  }
  if (!model) {
    return (
      <div className={styles.page}>
        <Alert severity="info" title="The collector has no models yet">
          Register one with “modelwatch model apply FILE”, log predictions, and load this page again.
        </Alert>
      </div>
    );
  }
  const isBare = parameters.mount === 'panel';
  const title = [model.spec.title ?? model.spec.model, measure?.title, segment, window?.name]
    .filter(Boolean)
    .join(' · ');
  return (
    <main className={styles.page}>
      {!isBare && (
        <Controls
          panels={PANELS}
          segments={segments.map((name) => ({ value: name, label: name }))}
          models={models.map(({ spec }) => ({ value: spec.model, label: spec.title ?? spec.model }))}
          measures={measures.map(({ id, title: label }) => ({ value: id, label }))}
          windows={windows}
          chosen={{
            panel: panelName,
            model: model.spec.model,
            measure: measure?.id ?? '',
            segment,
            window: chosen.window ?? 0,
          }}
          mode={mode}
          onMode={onMode}
          onChoose={(change) => setChosen({ ...chosen, ...change })}
        />
      )}
      <PanelFrame
        key={panelName}
        plugin={panel.value.plugin}
        frames={frames}
        window={window}
        title={title}
        width={parameters.width ?? size.width - 2 * MARGIN}
        height={parameters.height ?? Math.max(420, size.height - (isBare ? 2 * MARGIN : HEADER_HEIGHT))}
        options={parameters.options}
      />
    </main>
  );
}

function useWindowSize(): { width: number; height: number } {
  const read = (): { width: number; height: number } => ({
    width: document.documentElement.clientWidth,
    height: globalThis.innerHeight,
  });
  const [size, setSize] = useState(read);
  useEffect(() => {
    const update = (): void => setSize(read());
    globalThis.addEventListener('resize', update);
    return () => globalThis.removeEventListener('resize', update);
  }, []);
  return size;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    margin: 0,
    padding: MARGIN,
    minHeight: '100vh',
    boxSizing: 'border-box',
    background: theme.colors.background.canvas,
  }),
});
