import { type DataFrame, LoadingState, type PanelPlugin } from '@grafana/data';
import { PanelChrome, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { type Loaded } from '../useLoaded';
import { panelProps, preparePanelData, timeRangeOf } from './preparePanelData';

interface Props {
  plugin: PanelPlugin;
  frame: Loaded<DataFrame>;
  window: { from: number; to: number } | undefined;
  title: string;
  width: number;
  height: number;
  options: Record<string, unknown>;
}

/** The panel in Grafana's frame. */
export function DistributionFrame(props: Props): React.JSX.Element {
  const { plugin, frame, window, title, width, height, options } = props;
  const theme = useTheme2();
  const data = useMemo(
    () => preparePanelData(plugin, frame, theme, timeRangeOf(window)),
    [plugin, frame, theme, window],
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
