import { type DataFrame, LoadingState, type PanelPlugin } from '@grafana/data';
import { PanelChrome, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { type Loaded } from '../useLoaded';
import { panelProps, preparePanelData, timeRangeOf } from './preparePanelData';

interface Props {
  plugin: PanelPlugin;
  frames: Loaded<DataFrame[]>;
  window: { from: number; to: number } | undefined;
  title: string;
  width: number;
  height: number;
  options: Record<string, unknown>;
}

/** A panel in Grafana's frame. */
export function PanelFrame(props: Props): React.JSX.Element {
  const { plugin, frames, window, title, width, height, options } = props;
  const theme = useTheme2();
  const data = useMemo(
    () => preparePanelData(plugin, frames, theme, timeRangeOf(window)),
    [plugin, frames, theme, window],
  );
  const Panel = plugin.panel;
  const error = data.errors?.[0]?.message;
  const loadingState = error ? LoadingState.Error : data.state;
  return (
    <PanelChrome
      title={title}
      width={width}
      height={height}
      loadingState={loadingState}
      statusMessage={error}
    >
      {(innerWidth, innerHeight) =>
        Panel && data.state !== LoadingState.Loading ? (
          <Panel {...panelProps(plugin, data, { width: innerWidth, height: innerHeight }, options)} />
        ) : (
          <span />
        )
      }
    </PanelChrome>
  );
}
