import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';
import { sideColors, useChartStyles } from '../../shared/components';
import { barsOf, edgeMarks, findSlotAt, labelAxis, layoutChart, type PlacedSlot, shareScale } from '../draw';
import { type Arrangement } from '../options';
import { type FeatureDistribution } from '../prepare';
import { type FeatureFormatters } from './formatters';

export interface ActiveSlot {
  /** Position in the chart's order, -1 for none. */
  index: number;
  /** Of the page, for the tooltip. */
  x: number;
  y: number;
  placed: PlacedSlot;
}

interface Props {
  feature: FeatureDistribution;
  format: FeatureFormatters;
  width: number;
  height: number;
  arrangement: Arrangement;
  /** Top of the scale: the greatest share of this feature, or of all. */
  maxShare: number;
  activeIndex: number;
  label: string;
  onActive: (slot: ActiveSlot | null) => void;
}

/** Bars of one feature, baseline against current, with axes. Arrow keys walk from bar to bar. */
export function FeatureChart(props: Props): React.JSX.Element {
  const { feature, format, width, height, arrangement, maxShare, activeIndex, label, onActive } = props;
  const styles = { ...useChartStyles(), ...useStyles2(getStyles) };
  const hatch = `hatch${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const layout = useMemo(
    () => layoutChart({ width, height }, feature.slots, feature.apart),
    [width, height, feature],
  );
  const labels = useMemo(() => labelAxis(layout, format.edge), [layout, format]);
  const { plot, placed } = layout;
  const scale = shareScale(arrangement, maxShare, plot);
  const tickText = (tick: number): string => {
    const text = format.shareTick(Math.abs(tick), tick === 0 ? 0 : scale.step);
    if (arrangement !== 'difference' || tick === 0) return text;
    return (tick > 0 ? '+' : '\u2212') + text;
  };

  const activate = (index: number, box: DOMRect, y?: number): void => {
    const slot = placed[index];
    if (!slot) return onActive(null);
    onActive({ index, placed: slot, x: box.left + slot.x + slot.width / 2, y: y ?? box.top + plot.top });
  };
  const onPointerMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const index = findSlotAt(layout, event.clientX - box.left);
    if (index !== activeIndex || index === -1) activate(index, box, event.clientY);
  };
  const onKeyDown = (event: React.KeyboardEvent<SVGSVGElement>): void => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') onActive(null);
    if (move === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(placed.length - 1, activeIndex === -1 ? 0 : activeIndex + move));
    activate(next, event.currentTarget.getBoundingClientRect());
  };

  return (
    <svg
      className={styles.chart}
      width={width}
      height={height}
      role="group"
      aria-roledescription="bar chart"
      aria-label={label}
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onActive(null)}
      onBlur={() => onActive(null)}
      onKeyDown={onKeyDown}
    >
      <defs>
        <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={2} height={5} className={styles.hatchLine} />
        </pattern>
      </defs>
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.at(tick)})`} aria-hidden>
          <line x1={plot.left} x2={plot.right} className={tick === 0 ? styles.axis : styles.grid} />
          <text x={plot.left - 6} dy="0.32em" className={styles.tickText} textAnchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {layout.dividerX !== null && (
        <line
          x1={layout.dividerX}
          x2={layout.dividerX}
          y1={plot.top}
          y2={height - 2}
          className={styles.divider}
        />
      )}
      {placed.map((slot, index) => (
        <g key={index} aria-hidden>
          {index === activeIndex && (
            <rect
              x={slot.x}
              y={plot.top}
              width={slot.width}
              height={plot.bottom - plot.top}
              className={styles.active}
            />
          )}
          {barsOf(slot, arrangement, scale).map(({ side, ...box }) => (
            <g key={side} data-side={side}>
              <rect {...box} className={styles[side]} />
              {slot.isApart && <rect {...box} fill={`url(#${hatch})`} />}
            </g>
          ))}
          {slot.isApart && !slot.slot.baselineShare && !slot.slot.currentShare && (
            <text
              x={slot.x + slot.width / 2}
              y={scale.at(0) - 5}
              className={styles.tickText}
              textAnchor="middle"
            >
              0
            </text>
          )}
        </g>
      ))}
      {edgeMarks(layout).map((x) => (
        <line key={x} x1={x} x2={x} y1={plot.bottom} y2={plot.bottom + 3} className={styles.axis} />
      ))}
      {labels.map(({ text, x }) => (
        <text key={`${text} ${x}`} x={x} y={plot.bottom + 14} className={styles.tickText} textAnchor="middle">
          {text}
        </text>
      ))}
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const colors = sideColors(theme);
  const baseline = css({ fill: colors.baselineFill, stroke: colors.baseline, strokeWidth: 1 });
  const current = css({ fill: colors.current });
  return {
    baseline,
    current,
    more: current,
    fewer: css({ fill: colors.fewer }),
    hatchLine: css({ fill: theme.colors.background.primary, fillOpacity: 0.55 }),
    active: css({ fill: theme.colors.action.hover }),
  };
};
