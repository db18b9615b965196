import { css } from '@emotion/css';
import { type DataFrame, type GrafanaTheme2, type PanelPlugin } from '@grafana/data';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { Collector } from '../collector';
import { loadPlugin } from '../loadPlugin';
import { type Parameters } from '../parameters';
import { useLoaded } from '../useLoaded';
import { Controls } from './Controls';
import { DistributionFrame } from './DistributionFrame';
import { windowsOf } from './windowsOf';

const PANEL_ID = 'modelwatch-distribution-panel';
const MARGIN = 16;
/** Margins and one line of controls; where they wrap, the page scrolls. */
const HEADER_HEIGHT = 82;
const NONE: never[] = [];

interface Props {
  parameters: Parameters;
  mode: 'dark' | 'light';
  onMode: (mode: 'dark' | 'light') => void;
}

/** The distribution panel against a live collector, with what a dashboard's variables would choose. */
export function PreviewPage({ parameters, mode, onMode }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const collector = useMemo(() => new Collector(parameters.api), [parameters.api]);
  const started = useLoaded(
    useCallback(async () => {
      const [panel, models, measures, changes] = await Promise.all([
        loadPlugin<PanelPlugin>(PANEL_ID),
        collector.models(),
        collector.measures(),
        collector.changes(),
      ]);
      const drawn = measures.filter(({ shapes }) => shapes.includes('distribution'));
      return { panel, models, changes, measures: drawn };
    }, [collector]),
  );
  const [chosen, setChosen] = useState({ model: parameters.model, measure: parameters.measure, window: 0 });
  const { models = NONE, measures = NONE, changes = NONE } = started.state === 'done' ? started.value : {};
  const model = models.find(({ spec }) => spec.model === chosen.model) ?? models[0];
  const measure = measures.find(({ id }) => id === chosen.measure) ?? measures[0];
  const windows = useMemo(
    () => windowsOf(model, changes, parameters.windows),
    [model, changes, parameters.windows],
  );
  const window = windows[chosen.window] ?? windows[0];
  const frame = useLoaded(
    useCallback((): Promise<DataFrame> => {
      if (!model || !measure || !window) return new Promise<DataFrame>(() => undefined);
      const query = { measure: measure.id, model: model.spec.model, shape: 'distribution' } as const;
      return collector.query(query, window);
    }, [collector, model, measure, window]),
  );
  const size = useWindowSize();

  if (started.state === 'loading')
    return <LoadingPlaceholder className={styles.page} text="Asking the collector" />;
  if (started.state === 'failed') {
    return (
      <div className={styles.page}>
        <Alert title="There is nothing to draw">{started.error.message}</Alert>
      </div>
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
  const title = [model.spec.title ?? model.spec.model, measure?.title, window?.name]
    .filter(Boolean)
    .join(' · ');
  return (
    <main className={styles.page}>
      {!isBare && (
        <Controls
          models={models.map(({ spec }) => ({ value: spec.model, label: spec.title ?? spec.model }))}
          measures={measures.map(({ id, title: label }) => ({ value: id, label }))}
          windows={windows}
          chosen={{ model: model.spec.model, measure: measure?.id ?? '', window: chosen.window }}
          mode={mode}
          onMode={onMode}
          onChoose={(change) => setChosen({ ...chosen, ...change })}
        />
      )}
      <DistributionFrame
        plugin={started.value.panel.plugin}
        frame={frame}
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
    padding: MARGIN,
    minHeight: '100vh',
    boxSizing: 'border-box',
    background: theme.colors.background.canvas,
  }),
});
