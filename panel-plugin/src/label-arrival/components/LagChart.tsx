import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { useChartStyles } from '../../shared/components';
import { scaleAround } from '../../shared/draw';
import { type TriangleLayout } from '../draw';
import { ageReaching, type ArrivalEstimate } from '../prepare';
import { arrivalColors } from './colors';
import { writeDays, writeShare } from './formatters';

interface Props {
  estimate: ArrivalEstimate;
  layout: TriangleLayout;
  width: number;
  height: number;
}

const TOP = 44;
/** Room that a mark's text needs beside its line. */
const MARK_WIDTH = 90;
const BOTTOM = 6;

/** Share of the predictions whose label has come, by age: what came in each column, and all until then. */
export function LagChart({ estimate, layout, width, height }: Props): React.JSX.Element {
  const chart = useChartStyles();
  const styles = useStyles2(getStyles);
  const colors = arrivalColors(useTheme2());
  const bottom = height - BOTTOM;
  const scale = scaleAround([estimate.plateau, 0.02], {
    start: bottom,
    end: TOP,
    atMost: Math.max(2, Math.floor((bottom - TOP) / 24)),
    fromZero: true,
    limit: 1,
  });
  const columns = layout.columns.filter((index) => index < estimate.ages.length);
  const points = columns.map((index, position) => ({
    x: layout.left + (position + 1) * layout.cellWidth,
    y: scale.at(estimate.cumulative[index]!),
    came: estimate.cumulative[index]! - (position > 0 ? estimate.cumulative[columns[position - 1]!]! : 0),
  }));
  const line = [{ x: layout.left, y: bottom }, ...points].map(
    ({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`,
  );
  const marks = [
    { name: 'median', age: ageReaching(estimate, 0.5 * estimate.plateau) },
    { name: 'p95', age: ageReaching(estimate, 0.95 * estimate.plateau) },
  ];
  const isRoomy = (x: number): boolean => x < width - MARK_WIDTH;
  return (
    <svg
      width={width}
      height={height}
      className={chart.chart}
      role="img"
      aria-label={describe(estimate)}
      data-testid="lag"
    >
      <text x={0} y={11} className={chart.tickText}>
        Predictions with a label
      </text>
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.at(tick)})`}>
          <line x1={layout.left} x2={layout.right} className={tick === 0 ? chart.axis : chart.grid} />
          <text x={layout.left - 6} dy="0.32em" textAnchor="end" className={chart.tickText}>
            {writeShare(tick)}
          </text>
        </g>
      ))}
      {points.map(({ x, came }) => (
        <rect
          key={x}
          x={x - layout.cellWidth + 1}
          width={Math.max(1, layout.cellWidth - 2)}
          y={scale.at(came)}
          height={Math.max(came > 0 ? 1 : 0, bottom - scale.at(came))}
          fill={colors.arrived}
          fillOpacity={0.45}
        />
      ))}
      <polyline points={line.join(' ')} className={styles.cumulative} stroke={colors.arrived} />
      {marks.map(({ name, age }, index) =>
        age === null || estimate.plateau === 0 ? null : (
          <g key={name} data-part={name}>
            <line
              x1={layout.xOf(age)}
              x2={layout.xOf(age)}
              y1={TOP - 28 + index * 13}
              y2={bottom}
              className={chart.crosshair}
            />
            <text
              x={layout.xOf(age) + (isRoomy(layout.xOf(age)) ? 4 : -4)}
              y={TOP - 20 + index * 13}
              textAnchor={isRoomy(layout.xOf(age)) ? 'start' : 'end'}
              className={styles.mark}
            >
              {name} {writeDays(age)}
            </text>
          </g>
        ),
      )}
    </svg>
  );
}

function describe(estimate: ArrivalEstimate): string {
  const within = estimate.ages.map(
    (age, index) => `${writeDays(age)} ${writeShare(estimate.cumulative[index]!)}`,
  );
  const step = Math.max(1, Math.ceil(within.length / 8));
  const told = within.filter((_, index) => index % step === 0 || index === within.length - 1);
  return `Share of the predictions whose label has come within: ${told.join(', ')}.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  cumulative: css({ fill: 'none', strokeWidth: 2, strokeLinejoin: 'round' }),
  mark: css({ fill: theme.colors.text.primary, fontSize: 11 }),
});
