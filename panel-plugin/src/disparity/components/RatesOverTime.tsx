import { css } from '@emotion/css';
import { dateTimeFormat, type EventBus, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Portal, useStyles2, useTheme2, VizTooltipContainer } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { useChartStyles, useSharedCrosshair } from '../../shared/components';
import { fitLabels, scaleAround, textWidth, timeTicks, truncateLabel } from '../../shared/draw';
import { gapsOverTime, nearestIndex } from '../draw';
import { type DisparityOptions } from '../options';
import { type GroupSet, nameOf, type RateLines } from '../prepare';
import { allowedOf } from './allowedOf';
import { groupColors } from './colors';
import { EndLabels } from './EndLabels';
import { type RateFormatters } from './formatters';
import { GapStrip } from './GapStrip';
import { MomentTable } from './MomentTable';
import { RateLine } from './RateLine';

interface Props {
  rates: RateLines;
  /** The same groups over the whole range: which are too small, which pair is the worst, the baseline's distance. */
  set: GroupSet | undefined;
  size: { width: number; height: number };
  options: DisparityOptions;
  format: RateFormatters;
  axisTitle: string;
  timeZone: TimeZone;
  range: { from: number; to: number };
  eventBus: EventBus;
}

const LEFT = 46;
const TOP = 18;
const TIME_HEIGHT = 20;
const WIDE = 460;
const GAP_SHARE = 0.34;
const BETWEEN = 36;

/** Rates of the groups over time, and below them how far apart the worst pair is. */
export function RatesOverTime(props: Props): React.JSX.Element {
  const { rates, set, size, options, format, axisTitle, timeZone, range, eventBus } = props;
  const styles = useStyles2(getStyles);
  const chart = useChartStyles();
  const colors = groupColors(useTheme2());
  const [crosshairMs, point] = useSharedCrosshair(eventBus);
  const [tooltip, setTooltip] = useState<{ x: number; y: number } | null>(null);
  const { width, height } = size;
  const isSmall = (group: string): boolean =>
    set?.groups.some((one) => one.group === group && one.isSmall) ?? false;
  const isWorst = (group: string): boolean => set?.gap?.highest === group || set?.gap?.lowest === group;
  const longest = Math.max(
    ...rates.lines.map(({ group }) => textWidth(truncateLabel(nameOf({ group }), 110))),
  );
  const labelRoom = width >= WIDE ? longest + 8 : 4;
  const plot = { left: LEFT, right: Math.max(LEFT + 20, width - labelRoom) };
  const gapHeight = Math.round((height - TOP - TIME_HEIGHT) * GAP_SHARE);
  const rateBottom = height - TIME_HEIGHT - gapHeight - BETWEEN;
  const pair = set?.gap ?? null;
  const gaps = useMemo(() => gapsOverTime(rates, options.compareBy, pair), [rates, options.compareBy, pair]);
  const values = rates.lines.flatMap((line) => line.values.filter((value) => value !== null));
  const scale = scaleAround(values, {
    start: rateBottom,
    end: TOP,
    atMost: Math.max(2, Math.floor((rateBottom - TOP) / 34)),
    fromZero: options.fromZero,
    limit: format.limit,
  });
  const x = (timeMs: number): number =>
    plot.left + ((timeMs - range.from) / Math.max(1, range.to - range.from)) * (plot.right - plot.left);
  const ticks = timeTicks(range, Math.floor((plot.right - plot.left) / 76), timeZone);
  const step = (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0);
  const atIndex = crosshairMs === null ? -1 : nearestIndex(rates.timesMs, crosshairMs);
  const ordered = [...rates.lines].sort((a, b) => Number(isWorst(a.group)) - Number(isWorst(b.group)));
  const colorOf = (group: string): string =>
    isSmall(group) ? colors.small : isWorst(group) ? colors.worst : colors.plain;

  const onPointerMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - plot.left) / (plot.right - plot.left);
    if (share < 0 || share > 1) return leave();
    point(range.from + share * (range.to - range.from));
    setTooltip({ x: event.clientX, y: event.clientY });
  };
  const leave = (): void => {
    point(null);
    setTooltip(null);
  };
  const onKeyDown = (event: React.KeyboardEvent<SVGSVGElement>): void => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') leave();
    if (move === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rates.timesMs.length - 1, atIndex === -1 ? 0 : atIndex + move));
    const box = event.currentTarget.getBoundingClientRect();
    point(rates.timesMs[next] ?? null);
    setTooltip({ x: box.left + x(rates.timesMs[next] ?? range.from), y: box.top + TOP });
  };

  const atMs = rates.timesMs[atIndex];
  return (
    <section className={styles.section} data-testid="over time">
      <svg
        width={width}
        height={height}
        className={chart.chart}
        role="group"
        aria-roledescription="line chart"
        aria-label={describe(props, gaps.filter((gap) => gap !== null).at(-1)?.value)}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onPointerLeave={leave}
        onBlur={leave}
        onKeyDown={onKeyDown}
      >
        <text x={0} y={11} className={chart.tickText} aria-hidden>
          {axisTitle}
        </text>
        <g aria-hidden>
          {scale.ticks.map((tick) => (
            <g key={tick} transform={`translate(0 ${scale.at(tick)})`}>
              <line x1={plot.left} x2={plot.right} className={tick === scale.min ? chart.axis : chart.grid} />
              <text x={plot.left - 6} dy="0.32em" textAnchor="end" className={chart.tickText}>
                {format.tick(tick, step)}
              </text>
            </g>
          ))}
          {ordered.map(({ group, values: ofGroup }) => (
            <RateLine
              key={group}
              timesMs={rates.timesMs}
              values={ofGroup}
              x={x}
              y={scale.at}
              color={colorOf(group)}
              dashes={isSmall(group) ? '3 3' : group === pair?.lowest ? '9 3' : undefined}
              isStrong={isWorst(group)}
            />
          ))}
          {width >= WIDE && (
            <EndLabels
              lines={[...ordered].reverse()}
              x={plot.right + 6}
              y={scale.at}
              limits={{ top: TOP, bottom: rateBottom }}
              colorOf={colorOf}
            />
          )}
          <GapStrip
            gaps={gaps}
            pair={pair}
            timesMs={rates.timesMs}
            x={x}
            plot={{ ...plot, top: rateBottom + BETWEEN, bottom: height - TIME_HEIGHT }}
            options={options}
            allowed={allowedOf(options)}
            baseline={options.showBaseline ? (set?.gap?.[options.compareBy].baseline ?? null) : null}
            format={format}
          />
          {fitLabels(
            ticks.map(({ timeMs, text }) => ({ text, x: x(timeMs) })),
            { left: 0, right: width },
          ).map(({ text, x: at }) => (
            <text key={`${text} ${at}`} x={at} y={height - 5} textAnchor="middle" className={chart.tickText}>
              {text}
            </text>
          ))}
          {atMs !== undefined && x(atMs) >= plot.left && x(atMs) <= plot.right && (
            <line x1={x(atMs)} x2={x(atMs)} y1={TOP} y2={height - TIME_HEIGHT} className={chart.crosshair} />
          )}
        </g>
      </svg>
      {tooltip && atMs !== undefined && (
        <Portal>
          <VizTooltipContainer position={tooltip} offset={{ x: 12, y: 12 }}>
            <MomentTable
              title={dateTimeFormat(atMs, { timeZone })}
              lines={rates.lines}
              index={atIndex}
              gap={gaps[atIndex] ?? null}
              compareBy={options.compareBy}
              format={format}
              colorOf={colorOf}
            />
          </VizTooltipContainer>
        </Portal>
      )}
    </section>
  );
}

function describe({ rates, options, format, axisTitle }: Props, latest: number | undefined): string {
  const write = options.compareBy === 'difference' ? format.difference : format.ratio;
  const groups = `${axisTitle} of ${rates.lines.length} groups over time.`;
  const gap = latest === undefined ? '' : ` Latest ${options.compareBy} of the worst pair: ${write(latest)}.`;
  return `${groups}${gap} Arrow keys walk through the times.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ paddingTop: theme.spacing(1) }),
});
