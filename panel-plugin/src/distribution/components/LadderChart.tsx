import { css } from '@emotion/css';
import { dateTimeFormat, type EventBus, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Portal, useStyles2, useTheme2, VizTooltipContainer } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, useState } from 'react';
import { sideColors, useChartStyles, useSharedCrosshair } from '../../shared/components';
import { fitLabels, scaleAround, timeTicks, truncateLabel } from '../../shared/draw';
import { formatEdges, type LadderCell, layoutLadder } from '../draw';
import { type FeatureDistribution, type Ladder, type Slot, slotKey, slotName } from '../prepare';
import { type FeatureFormatters } from './formatters';
import { paintLadder } from './paintLadder';

interface Props {
  feature: FeatureDistribution;
  ladder: Ladder;
  format: FeatureFormatters;
  width: number;
  height: number;
  range: { from: number; to: number };
  timeZone: TimeZone;
  eventBus: EventBus;
}

const LOWEST_LABELLED_ROW = 12;

/** Bins by step, coloured by how their share has changed from the baseline's, and the measure's value as a line. */
export function LadderChart(props: Props): React.JSX.Element {
  const { feature, ladder, format, width, height, range, timeZone, eventBus } = props;
  const styles = { ...useChartStyles(), ...useStyles2(getStyles) };
  const theme = useTheme2();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [crosshairMs, point] = useSharedCrosshair(eventBus);
  const [active, setActive] = useState<{ cell: LadderCell; x: number; y: number } | null>(null);
  const { from, to } = range;
  const layout = useMemo(() => {
    const apart = feature.apart.filter(
      (slot) => isThere(slot.baselineShare) || everThere(ladder, slotKey(slot)),
    );
    return layoutLadder({ width, height }, [...feature.slots, ...apart], ladder, { from, to });
  }, [width, height, feature, ladder, from, to]);
  useEffect(() => {
    if (canvas.current) paintLadder(canvas.current, layout, { width, height }, sideColors(theme));
  }, [layout, width, height, theme]);

  const { plot, rows } = layout;
  const known = [...ladder.values, ladder.threshold].filter((value) => value !== null);
  const scale = scaleAround(known, { start: plot.bottom, end: plot.top, atMost: 3, fromZero: true });
  const line = ladder.values.map((value, index) =>
    value === null
      ? null
      : `${layout.xOf(ladder.timesMs[index]! + ladder.stepMs / 2).toFixed(1)},${scale.at(value).toFixed(1)}`,
  );
  const every = Math.max(1, Math.ceil(LOWEST_LABELLED_ROW / Math.max(1, rows[0]?.height ?? 1)));
  const ticks = timeTicks(layout.range, Math.floor((plot.right - plot.left) / 80), timeZone);

  const leave = (): void => {
    setActive(null);
    point(null);
  };
  const activate = (cell: LadderCell, at: { x: number; y: number }): void => {
    setActive({ cell, ...at });
    point(ladder.timesMs[cell.step]! + ladder.stepMs / 2);
  };
  const onPointerMove = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const cell = layout.cells.find(
      (one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height,
    );
    if (cell) activate(cell, { x: event.clientX, y: event.clientY });
    else leave();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const [right, up] = MOVES[event.key] ?? [0, 0];
    if (event.key === 'Escape') leave();
    if (right === 0 && up === 0) return;
    event.preventDefault();
    const at = active ? layout.cells.indexOf(active.cell) : -1;
    const cell = layout.cells[at === -1 ? 0 : at + right * rows.length + up];
    const box = event.currentTarget.getBoundingClientRect();
    if (cell) activate(cell, { x: box.left + cell.x + cell.width, y: box.top + cell.y });
  };
  const describeChange = (change: number | null): string =>
    change === null
      ? 'not known'
      : (change > 0 ? '+' : change < 0 ? '\u2212' : '') + format.share(Math.abs(change));

  return (
    <div className={styles.ladder} style={{ width, height }} data-testid="ladder">
      <canvas ref={canvas} className={styles.canvas} style={{ width, height }} aria-hidden />
      <svg
        width={width}
        height={height}
        className={styles.overlay}
        role="group"
        aria-roledescription="heat map"
        aria-label={describe(props)}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onPointerLeave={leave}
        onBlur={leave}
        onKeyDown={onKeyDown}
      >
        <g aria-hidden>
          {rows.map(({ slot, y, height: rowHeight }, index) =>
            index % every === 0 ? (
              <text
                key={slotKey(slot)}
                x={plot.left - 4}
                y={y + rowHeight / 2}
                dy="0.32em"
                textAnchor="end"
                className={styles.tickText}
              >
                {truncateLabel(rowName(slot), plot.left - 2)}
              </text>
            ) : null,
          )}
          {ladder.threshold !== null && (
            <line
              x1={plot.left}
              x2={plot.right}
              y1={scale.at(ladder.threshold)}
              y2={scale.at(ladder.threshold)}
              className={styles.threshold}
              data-part="threshold"
            />
          )}
          {segments(line).map((points) => (
            <React.Fragment key={points}>
              <polyline points={points} className={styles.halo} />
              <polyline points={points} className={styles.line} data-part="value" />
            </React.Fragment>
          ))}
          {fitLabels(
            ticks.map(({ timeMs, text }) => ({ text, x: layout.xOf(timeMs) })),
            { left: plot.left - 10, right: plot.right },
          ).map(({ text, x }) => (
            <text
              key={`${text} ${x}`}
              x={x}
              y={plot.bottom + 14}
              textAnchor="middle"
              className={styles.tickText}
            >
              {text}
            </text>
          ))}
          {crosshairMs !== null && crosshairMs >= from && crosshairMs <= to && (
            <line
              x1={layout.xOf(crosshairMs)}
              x2={layout.xOf(crosshairMs)}
              y1={plot.top}
              y2={plot.bottom}
              className={styles.crosshair}
            />
          )}
        </g>
      </svg>
      {active && (
        <Portal>
          <VizTooltipContainer position={active} offset={{ x: 12, y: 12 }}>
            <div>
              <strong>{feature.title}</strong> {slotName(active.cell.slot)}
            </div>
            <div>{dateTimeFormat(ladder.timesMs[active.cell.step]!, { timeZone })}</div>
            <div>
              {shareText(ladder.shares[active.cell.step]!.get(slotKey(active.cell.slot)) ?? null, format)}{' '}
              (baseline {shareText(active.cell.slot.baselineShare, format)}):{' '}
              {describeChange(active.cell.change)}
            </div>
            <div>
              {format.measureName}: {valueText(ladder.values[active.cell.step] ?? null, format)}
            </div>
          </VizTooltipContainer>
        </Portal>
      )}
    </div>
  );
}

/** A bin by its upper edge: `18 < x ≤ 25` has no room beside a row. */
function rowName(slot: Slot): string {
  if (slot.kind !== 'bin') return slotName(slot);
  const short = (edge: number | null): string => formatEdges([edge!])[0]!;
  if (slot.upper !== null) return `≤ ${short(slot.upper)}`;
  return slot.lower === null ? 'all' : `> ${short(slot.lower)}`;
}

const MOVES: Record<string, [right: number, up: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const isThere = (share: number | null): boolean => (share ?? 0) > 0;
const everThere = ({ shares }: Ladder, key: string): boolean =>
  shares.some((ofStep) => isThere(ofStep.get(key) ?? null));
const shareText = (share: number | null, format: FeatureFormatters): string =>
  share === null ? 'no predictions' : format.share(share);
const valueText = (value: number | null, format: FeatureFormatters): string =>
  value === null ? 'no value' : format.value(value);

/** Points of a line in pieces: a step without a value leaves a gap. */
function segments(points: (string | null)[]): string[] {
  const pieces: string[][] = [[]];
  for (const one of points) {
    if (one === null) pieces.push([]);
    else pieces.at(-1)!.push(one);
  }
  return pieces.filter((piece) => piece.length > 0).map((piece) => piece.join(' '));
}

function describe({ feature, ladder, format, timeZone }: Props): string {
  const known = ladder.values
    .map((value, index) => ({ value, timeMs: ladder.timesMs[index]! }))
    .filter((one): one is { value: number; timeMs: number } => one.value !== null);
  const greatest = known.reduce<(typeof known)[number] | undefined>(
    (most, one) => (!most || one.value > most.value ? one : most),
    undefined,
  );
  const told = greatest
    ? `Greatest ${format.measureName} ${format.value(greatest.value)} at ${dateTimeFormat(greatest.timeMs, { timeZone })}.`
    : 'No step has a value.';
  return `${feature.title} over ${ladder.timesMs.length} steps. ${told} Arrow keys walk through bins and steps.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  ladder: css({ position: 'relative' }),
  canvas: css({ position: 'absolute', inset: 0 }),
  overlay: css({
    position: 'relative',
    display: 'block',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  threshold: css({ stroke: theme.colors.text.primary, strokeDasharray: '5 3' }),
  halo: css({
    fill: 'none',
    stroke: theme.colors.background.primary,
    strokeWidth: 4,
    strokeLinejoin: 'round',
  }),
  line: css({
    fill: 'none',
    stroke: theme.colors.text.maxContrast,
    strokeWidth: 1.5,
    strokeLinejoin: 'round',
  }),
});
