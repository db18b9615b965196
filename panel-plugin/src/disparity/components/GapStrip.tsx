import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { useChartStyles } from '../../shared/components';
import { scaleAround } from '../../shared/draw';
import { type FollowedPair, type MomentaryGap } from '../draw';
import { type DisparityOptions } from '../options';
import { nameOf } from '../prepare';
import { type RateFormatters } from './formatters';
import { RateLine } from './RateLine';

interface Props {
  gaps: (MomentaryGap | null)[];
  pair: FollowedPair | null;
  timesMs: number[];
  x: (timeMs: number) => number;
  plot: { left: number; right: number; top: number; bottom: number };
  options: DisparityOptions;
  allowed: number;
  baseline: number | null;
  format: RateFormatters;
}

/** How far apart the worst pair is over time, with what is allowed and what the baseline has. */
export function GapStrip(props: Props): React.JSX.Element {
  const { gaps, pair, timesMs, x, plot, options, allowed, baseline, format } = props;
  const chart = useChartStyles();
  const theme = useTheme2();
  const isDifference = options.compareBy === 'difference';
  const values = gaps.map((gap) => gap?.value ?? null);
  const known = [...values, baseline].filter((value) => value !== null);
  const scale = scaleAround([...known, allowed, ...(isDifference ? [] : [1])], {
    start: plot.bottom,
    end: plot.top,
    atMost: Math.max(2, Math.floor((plot.bottom - plot.top) / 26)),
    fromZero: true,
  });
  const step = (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0);
  const lines: [string, number, string][] = [['allowed', allowed, '6 3']];
  if (baseline !== null) lines.push(['baseline', baseline, '2 3']);
  return (
    <g>
      <text x={0} y={plot.top - 12} className={chart.tickText}>
        {nameOfGap(pair, isDifference)}
      </text>
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${scale.at(tick)})`}>
          <line x1={plot.left} x2={plot.right} className={tick === 0 ? chart.axis : chart.grid} />
          <text x={plot.left - 6} dy="0.32em" textAnchor="end" className={chart.tickText}>
            {isDifference ? format.tick(tick, step) : format.ratio(tick)}
          </text>
        </g>
      ))}
      <RateLine
        timesMs={timesMs}
        values={values}
        x={x}
        y={scale.at}
        color={theme.colors.text.primary}
        isStrong
      />
      {lines.map(([name, value, dashes], index) => (
        <g key={name} transform={`translate(0 ${scale.at(value)})`}>
          <line
            x1={plot.left}
            x2={plot.right}
            stroke={theme.colors.text.secondary}
            strokeDasharray={dashes}
            data-part={name}
          />
          {/* From right to left, so that the names of two lines that lie close do not cover each other. */}
          <text
            x={plot.right - 4 - index * 60}
            y={name === 'allowed' && !isDifference ? 12 : -3}
            textAnchor="end"
            className={chart.tickText}
            stroke={theme.colors.background.primary}
            strokeWidth={3}
            paintOrder="stroke"
          >
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

function nameOfGap(pair: FollowedPair | null, isDifference: boolean): string {
  const [highest, lowest] = pair
    ? [nameOf({ group: pair.highest }), nameOf({ group: pair.lowest })]
    : ['highest', 'lowest'];
  return isDifference ? `Difference: ${highest} less ${lowest}` : `Ratio: ${lowest} over ${highest}`;
}
