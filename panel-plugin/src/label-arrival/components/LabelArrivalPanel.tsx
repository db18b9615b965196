import { css } from '@emotion/css';
import { type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { PanelMessage } from '../../shared/components';
import { type LabelArrivalOptions } from '../options';
import { prepareArrival } from '../prepare';
import { ArrivalSection } from './ArrivalSection';

const SCROLLBAR = 12;

export function LabelArrivalPanel(props: PanelProps<LabelArrivalOptions>): React.JSX.Element {
  const { data, options, width, height, timeRange, eventBus } = props;
  const styles = useStyles2(getStyles);
  const prepared = useMemo(() => prepareArrival(data.series), [data.series]);
  if (prepared.state !== 'ready') {
    return <PanelMessage panel={props} isEmpty={prepared.state === 'empty'} reason={prepared.reason} />;
  }
  const { triangles, model } = prepared;
  return (
    <div
      className={styles.panel}
      style={{ width, height }}
      tabIndex={0}
      role="region"
      aria-label="Label arrival"
    >
      {triangles.map((triangle) => (
        <ArrivalSection
          key={triangle.key}
          triangle={triangle}
          width={width - SCROLLBAR}
          height={height / Math.min(2, triangles.length)}
          options={options}
          model={model}
          timeRange={timeRange}
          eventBus={eventBus}
        />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    overflowY: 'auto',
    overflowX: 'hidden',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
