import { css } from '@emotion/css';
import { type Field, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { useChartStyles } from '../../shared/components';
import { type RowsLayout } from '../draw';
import { type GroupRate } from '../prepare';
import { configuredColor, groupColors } from './colors';

interface Props {
  group: GroupRate;
  field: Field;
  layout: RowsLayout;
  band: { low: number; high: number } | null;
  showBaseline: boolean;
}

const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;

/** The rate as a dot on its interval, the baseline's as a hollow diamond, on the band of what is allowed. */
export function Track({ group, field, layout, band, showBaseline }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const chart = useChartStyles();
  const theme = useTheme2();
  const colors = groupColors(theme);
  const { scale, trackWidth } = layout;
  const own = group.isSmall ? colors.small : group.isWorst ? colors.worst : colors.plain;
  const configured =
    group.value === null || group.isSmall ? undefined : configuredColor(field, group.value, theme);
  const color = configured ?? own;
  return (
    <svg width={trackWidth} height={HEIGHT} className={chart.chart} aria-hidden>
      {band && (
        <rect
          data-part="band"
          x={scale.at(band.low)}
          width={Math.max(1, scale.at(band.high) - scale.at(band.low))}
          y={0}
          height={HEIGHT}
          fill={colors.band}
        />
      )}
      {scale.ticks.map((tick) => (
        <line key={tick} x1={scale.at(tick)} x2={scale.at(tick)} y1={0} y2={HEIGHT} className={chart.grid} />
      ))}
      {band && (
        <line
          x1={scale.at(band.low)}
          x2={scale.at(band.low)}
          y1={0}
          y2={HEIGHT}
          className={chart.crosshair}
        />
      )}
      {group.low !== null && group.high !== null && (
        <g
          stroke={color}
          strokeWidth={2}
          strokeDasharray={group.isSmall ? '3 3' : undefined}
          data-part="interval"
        >
          <line x1={scale.at(group.low)} x2={scale.at(group.high)} y1={MIDDLE} y2={MIDDLE} />
          <line x1={scale.at(group.low)} x2={scale.at(group.low)} y1={MIDDLE - 4} y2={MIDDLE + 4} />
          <line x1={scale.at(group.high)} x2={scale.at(group.high)} y1={MIDDLE - 4} y2={MIDDLE + 4} />
        </g>
      )}
      {showBaseline && group.baseline !== null && (
        <rect
          data-part="baseline"
          x={-4}
          y={-4}
          width={8}
          height={8}
          transform={`translate(${scale.at(group.baseline)} ${MIDDLE}) rotate(45)`}
          className={styles.baseline}
        />
      )}
      {group.value !== null && (
        <circle
          data-part="value"
          cx={scale.at(group.value)}
          cy={MIDDLE}
          r={group.isWorst ? 6 : 5}
          fill={group.isSmall ? theme.colors.background.primary : color}
          stroke={group.isSmall ? color : theme.colors.background.primary}
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  baseline: css({
    fill: theme.colors.background.primary,
    fillOpacity: 0.85,
    stroke: theme.colors.text.secondary,
    strokeWidth: 1.5,
  }),
});
