import { css } from '@emotion/css';
import { type EventBus, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { InvestigateLink, LinkedName, useMeasuredHeight, useSharedCrosshair } from '../../shared/components';
import { layoutTriangle } from '../draw';
import { type LabelArrivalOptions } from '../options';
import { estimateArrival, forecastDay, mergeDays, type Triangle } from '../prepare';
import { CellTooltip } from './CellTooltip';
import { Figures } from './Figures';
import { LagChart } from './LagChart';
import { Legend } from './Legend';
import { StillToCome } from './StillToCome';
import { summarize } from './summarize';
import { type ActiveCell, TriangleChart } from './TriangleChart';
import { writeDay } from './formatters';

interface Props {
  triangle: Triangle;
  width: number;
  height: number;
  options: LabelArrivalOptions;
  model: string | null;
  timeRange: TimeRange;
  eventBus: EventBus;
}

const DAY_MS = 86_400_000;
const MOST_ROWS = 92;
const DAY_WIDTH = 64;
const NARROW_DAY_WIDTH = 48;
const NARROW = 420;
/** From this width on the bars of what is to come stand beside the rows of the triangle. */
const WIDE = 760;
const SIDE_SHARE = 0.36;
const LAG_HEIGHT = 150;
const LOW = 320;

/** One label set: figures, the lag distribution, and the triangle on one axis of ages, what is to come beside it. */
export function ArrivalSection(props: Props): React.JSX.Element {
  const { triangle, width, height, options, model, timeRange, eventBus } = props;
  const styles = useStyles2(getStyles);
  const [head, headHeight] = useMeasuredHeight();
  const [hoveredMs, point] = useSharedCrosshair(eventBus);
  const [active, setActive] = useState<(ActiveCell & { x: number; y: number }) | null>(null);
  const estimate = useMemo(() => estimateArrival(triangle), [triangle]);
  const byDay = useMemo(() => triangle.days.map((day) => forecastDay(day, estimate)), [triangle, estimate]);
  const shown = useMemo(() => {
    const merged = mergeDays(triangle, MOST_ROWS);
    return { ...merged, days: [...merged.days].reverse() };
  }, [triangle]);
  const forecasts = useMemo(() => {
    const grouped = new Map(byDay.map((forecast) => [forecast.dayMs, forecast]));
    return shown.days.map((day) => (day.days === 1 ? grouped.get(day.dayMs)! : forecastDay(day, estimate)));
  }, [byDay, shown, estimate]);

  const isBeside = options.showTriangle && options.showStillToCome && width >= WIDE;
  const mainWidth = isBeside ? Math.round(width * (1 - SIDE_SHARE)) : width;
  const lagHeight = options.showLag ? (height < LOW ? 110 : LAG_HEIGHT) : 0;
  const layout = layoutTriangle({
    left: width < NARROW ? NARROW_DAY_WIDTH : DAY_WIDTH,
    width: mainWidth - 14,
    height: height - headHeight - lagHeight - 70,
    ages: triangle.ages,
    rows: shown.days.length,
  });
  const onActive = (cell: ActiveCell | null, at: { x: number; y: number }): void => {
    setActive(cell && { ...cell, ...at });
    point(cell ? (shown.days[cell.row]?.dayMs ?? null) : null);
  };
  const hoveredRow = shown.days.findIndex(
    ({ dayMs, days }) => hoveredMs !== null && hoveredMs >= dayMs && hoveredMs < dayMs + days * DAY_MS,
  );
  const marked = active ?? (hoveredRow === -1 ? null : { row: hoveredRow, column: -1 });
  const figures = summarize(estimate, byDay, options.maturity);
  const labels = Object.entries(triangle.labels).filter(([, value]) => value !== '');
  const bars = options.showStillToCome && (
    <StillToCome
      forecasts={forecasts}
      width={isBeside ? width - mainWidth : width}
      rowHeight={layout.rowHeight}
      hasDays={!isBeside}
      maturity={options.maturity}
    />
  );
  const age = active && active.column >= 0 ? layout.columns[active.column] : undefined;
  return (
    <section className={styles.section}>
      <div ref={head}>
        <header className={styles.head}>
          {labels.length > 0 && (
            <h4 className={styles.labels}>
              <LinkedName field={triangle.fields.coverage} row={0}>
                {labels.map(([name, value]) => `${name} ${value}`).join(', ')}
              </LinkedName>
            </h4>
          )}
        </header>
        <Figures figures={figures} isNarrow={width < NARROW} />
      </div>
      {options.showLag && (
        <LagChart estimate={estimate} layout={layout} width={mainWidth} height={lagHeight} />
      )}
      <div className={styles.beside}>
        {options.showTriangle && (
          <TriangleChart
            triangle={shown}
            forecasts={forecasts}
            layout={layout}
            width={mainWidth}
            maturity={options.maturity}
            active={marked}
            label={describe(figures, shown)}
            onActive={onActive}
          />
        )}
        {isBeside && bars}
      </div>
      {!isBeside && bars}
      <footer className={styles.foot}>
        {options.showLegend && <Legend options={options} field={triangle.fields.coverage} />}
        {model !== null && (
          <InvestigateLink
            model={model}
            timeRange={timeRange}
            focus={triangle.labels}
            subject={`labels of ${model}`}
          />
        )}
      </footer>
      {active && (
        <Portal>
          <VizTooltipContainer position={active} offset={{ x: 12, y: 12 }}>
            <CellTooltip
              day={shown.days[active.row]!}
              forecast={forecasts[active.row]!}
              age={age === undefined ? undefined : { days: triangle.ages[age]!, index: age }}
            />
          </VizTooltipContainer>
        </Portal>
      )}
    </section>
  );
}

function describe(figures: { title: string; value: string }[], { days, ages }: Triangle): string {
  const range = `${days.length} rows from ${writeDay(days.at(-1)!.dayMs)} to ${writeDay(days[0]!.dayMs)}, ages up to ${ages.at(-1)} days`;
  const told = figures.map(({ title, value }) => `${title}: ${value}`).join('. ');
  return `Label coverage by prediction day and age. ${told}. ${range}. Arrow keys walk through the cells.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ '& + &': { marginTop: theme.spacing(3) } }),
  head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
  labels: css({
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  beside: css({ display: 'flex', alignItems: 'flex-start' }),
  foot: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    paddingTop: theme.spacing(0.5),
  }),
});
