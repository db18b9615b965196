import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useChartStyles } from '../../shared/components';
import { readableOn } from '../../shared/format';
import { fitLabels } from '../../shared/draw';
import { type TriangleLayout } from '../draw';
import { type DayForecast, latestAgeOf, type Triangle } from '../prepare';
import { coverageColor } from './colors';
import { writeDay, writeShare } from './formatters';

/** A cell: the row of a day, and the position of a column; -1 for the day as a whole. */
export interface ActiveCell {
  row: number;
  column: number;
}

interface Props {
  /** The newest day first. */
  triangle: Triangle;
  forecasts: DayForecast[];
  layout: TriangleLayout;
  width: number;
  maturity: number;
  active: ActiveCell | null;
  label: string;
  onActive: (cell: ActiveCell | null, at: { x: number; y: number }) => void;
}

const AXIS_HEIGHT = 34;
const WIDE_CELL = 36;

/** Prediction day by age: how many of the day's labels had come within it. What is not that old yet stays empty. */
export function TriangleChart(props: Props): React.JSX.Element {
  const { triangle, forecasts, layout, width, maturity, active, label, onActive } = props;
  const chart = useChartStyles();
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const color = useMemo(() => coverageColor(triangle.fields.coverage, theme), [triangle, theme]);
  const { days, ages } = triangle;
  const bottom = days.length * layout.rowHeight;
  const dayEvery = Math.max(1, Math.ceil(14 / layout.rowHeight));
  const at = (cell: ActiveCell, box: DOMRect): { x: number; y: number } => ({
    x: box.left + layout.left + (Math.max(0, cell.column) + 1) * layout.cellWidth,
    y: box.top + (cell.row + 0.5) * layout.rowHeight,
  });
  const onPointerMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / layout.rowHeight);
    const column = Math.floor((event.clientX - box.left - layout.left) / layout.cellWidth);
    if (row < 0 || row >= days.length || column >= layout.columns.length)
      return onActive(null, { x: 0, y: 0 });
    onActive({ row, column: Math.max(-1, column) }, { x: event.clientX, y: event.clientY });
  };
  const onKeyDown = (event: React.KeyboardEvent<SVGSVGElement>): void => {
    if (event.key === 'Escape') onActive(null, { x: 0, y: 0 });
    const [down, right] = MOVES[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const from = active ?? { row: down > 0 ? -1 : 0, column: right > 0 ? -1 : 0 };
    const cell = {
      row: Math.max(0, Math.min(days.length - 1, from.row + down)),
      column: Math.max(0, Math.min(layout.columns.length - 1, from.column + right)),
    };
    onActive(cell, at(cell, event.currentTarget.getBoundingClientRect()));
  };
  return (
    <svg
      width={width}
      height={bottom + AXIS_HEIGHT}
      className={chart.chart}
      role="group"
      aria-roledescription="heat map"
      aria-label={label}
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onActive(null, { x: 0, y: 0 })}
      onBlur={() => onActive(null, { x: 0, y: 0 })}
      onKeyDown={onKeyDown}
      data-testid="triangle"
    >
      <g aria-hidden>
        {days.map((day, row) => {
          const y = row * layout.rowHeight;
          const latest = latestAgeOf(day);
          const goal = maturity * (forecasts[row]!.arrived + forecasts[row]!.toCome);
          const matured =
            day.served === 0 ? -1 : day.arrived.findIndex((count) => count !== null && count >= goal);
          return (
            <g key={day.dayMs} transform={`translate(0 ${y})`} data-day={writeDay(day.dayMs)}>
              {row % dayEvery === 0 && (
                <text
                  x={layout.left - 6}
                  y={layout.rowHeight / 2}
                  dy="0.32em"
                  textAnchor="end"
                  className={chart.tickText}
                >
                  {writeDay(day.dayMs, day.days)}
                </text>
              )}
              {layout.columns.map((age, column) => {
                const isPartial = day.partial[age] != null;
                const count = day.arrived[age] ?? day.partial[age];
                if (count === null || count === undefined || day.served === 0) return null;
                const fill = color(count / day.served);
                const x = layout.left + column * layout.cellWidth;
                return (
                  <React.Fragment key={age}>
                    <rect
                      x={x + (isPartial ? 1.5 : 0.5)}
                      y={isPartial ? 1.5 : 0.5}
                      width={Math.max(1, layout.cellWidth - (isPartial ? 3 : 1))}
                      height={layout.rowHeight - (isPartial ? 3 : 1)}
                      fill={isPartial ? 'none' : fill}
                      stroke={isPartial ? fill : undefined}
                      strokeDasharray={isPartial ? '3 2' : undefined}
                      data-part={isPartial ? 'partial' : 'cell'}
                    />
                    {layout.cellWidth >= WIDE_CELL && !isPartial && (
                      <text
                        x={x + layout.cellWidth / 2}
                        y={layout.rowHeight / 2}
                        dy="0.34em"
                        textAnchor="middle"
                        className={styles.cell}
                        fill={readableOn(fill)}
                      >
                        {writeShare(count / day.served)}
                      </text>
                    )}
                  </React.Fragment>
                );
              })}
              {matured !== -1 && matured <= latest && (
                <line
                  x1={layout.xOf(ages[matured]!)}
                  x2={layout.xOf(ages[matured]!)}
                  y1={0}
                  y2={layout.rowHeight}
                  className={styles.matured}
                  data-part="matured"
                />
              )}
            </g>
          );
        })}
        {active && (
          <rect
            x={active.column < 0 ? 0 : layout.left + active.column * layout.cellWidth}
            y={active.row * layout.rowHeight}
            width={active.column < 0 ? layout.right : layout.cellWidth}
            height={layout.rowHeight}
            className={styles.active}
          />
        )}
        {fitLabels(
          layout.columns.map((age) => ({ text: String(ages[age]), x: layout.xOf(ages[age]!) })),
          { left: layout.left, right: layout.right + 12 },
        ).map(({ text, x }) => (
          <text key={text} x={x} y={bottom + 13} textAnchor="middle" className={chart.tickText}>
            {text}
          </text>
        ))}
        <text
          x={(layout.left + layout.right) / 2}
          y={bottom + 28}
          textAnchor="middle"
          className={chart.tickText}
        >
          Age in days
        </text>
      </g>
    </svg>
  );
}

const MOVES: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({ fontSize: 11, fontVariantNumeric: 'tabular-nums', pointerEvents: 'none' }),
  matured: css({ stroke: theme.colors.text.maxContrast, strokeWidth: 3 }),
  active: css({
    fill: 'none',
    stroke: theme.colors.text.maxContrast,
    strokeWidth: 1.5,
    pointerEvents: 'none',
  }),
});
