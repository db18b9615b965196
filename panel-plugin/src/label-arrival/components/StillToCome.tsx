import { useTheme2 } from '@grafana/ui';
import React, { useId } from 'react';
import { useChartStyles } from '../../shared/components';
import { fitLabels, scaleAround } from '../../shared/draw';
import { type DayForecast } from '../prepare';
import { arrivalColors } from './colors';
import { writeCount, writeDay } from './formatters';

interface Props {
  /** In the order of the triangle's rows. */
  forecasts: DayForecast[];
  width: number;
  rowHeight: number;
  /** Whether the days must be written here: the triangle is not beside it. */
  hasDays: boolean;
  maturity: number;
}

const AXIS_HEIGHT = 34;
const NUMBER_WIDTH = 96;

/** Of each day's predictions: whose label has come, whose is expected, and whose will not come. */
export function StillToCome({ forecasts, width, rowHeight, hasDays, maturity }: Props): React.JSX.Element {
  const chart = useChartStyles();
  const colors = arrivalColors(useTheme2());
  const hatch = `tocome${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const start = hasDays ? 64 : 12;
  const end = Math.max(start + 40, width - NUMBER_WIDTH);
  const scale = scaleAround(
    forecasts.map(({ served }) => served),
    { start, end, atMost: Math.max(2, Math.floor((end - start) / 64)), fromZero: true },
  );
  const bottom = forecasts.length * rowHeight;
  const dayEvery = Math.max(1, Math.ceil(14 / rowHeight));
  const labels = scale.ticks.map((tick) => ({ text: writeCount(tick), x: scale.at(tick) }));
  return (
    <svg
      width={width}
      height={bottom + AXIS_HEIGHT}
      className={chart.chart}
      role="img"
      aria-label={describe(forecasts, maturity)}
      data-testid="still to come"
    >
      <defs>
        <pattern id={hatch} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={2.5} height={5} fill={colors.toCome} />
        </pattern>
      </defs>
      {scale.ticks.map((tick) => (
        <line key={tick} x1={scale.at(tick)} x2={scale.at(tick)} y1={0} y2={bottom} className={chart.grid} />
      ))}
      {forecasts.map((forecast, row) => {
        const { arrived, toCome, never } = forecast;
        const ends = [arrived, arrived + toCome, arrived + toCome + never].map((count) => scale.at(count));
        const box = { y: 2, height: rowHeight - 4 };
        const isMature = forecast.maturity !== null && forecast.maturity >= maturity;
        return (
          <g key={forecast.dayMs} transform={`translate(0 ${row * rowHeight})`}>
            {hasDays && row % dayEvery === 0 && (
              <text x={start - 6} y={rowHeight / 2} dy="0.32em" textAnchor="end" className={chart.tickText}>
                {writeDay(forecast.dayMs, forecast.days)}
              </text>
            )}
            <rect {...box} x={start} width={Math.max(0, ends[0]! - start)} fill={colors.arrived} />
            <rect
              {...box}
              x={ends[0]}
              width={Math.max(0, ends[1]! - ends[0]!)}
              fill={`url(#${hatch})`}
              stroke={colors.toCome}
              strokeWidth={ends[1]! - ends[0]! > 1 ? 1 : 0}
            />
            <rect {...box} x={ends[1]} width={Math.max(0, ends[2]! - ends[1]!)} fill={colors.never} />
            <text x={ends[2]! + 6} y={rowHeight / 2} dy="0.32em" className={chart.tickText}>
              {forecast.served === 0 ? 'none' : isMature ? '✓ mature' : `${writeCount(toCome)} to come`}
            </text>
          </g>
        );
      })}
      {fitLabels(labels, { left: start - 8, right: width }).map(({ text, x }) => (
        <text key={text} x={x} y={bottom + 13} textAnchor="middle" className={chart.tickText}>
          {text}
        </text>
      ))}
      <text x={(start + end) / 2} y={bottom + 28} textAnchor="middle" className={chart.tickText}>
        Predictions of the day
      </text>
    </svg>
  );
}

function describe(forecasts: DayForecast[], maturity: number): string {
  const waiting = forecasts.filter((one) => one.maturity !== null && one.maturity < maturity);
  if (waiting.length === 0) return 'The labels of every day have matured.';
  const told = waiting.slice(0, 7).map((one) => `${writeDay(one.dayMs, one.days)} ${writeCount(one.toCome)}`);
  const more = waiting.length > 7 ? `, and ${waiting.length - 7} days more` : '';
  return `Labels still to come, by prediction day: ${told.join(', ')}${more}.`;
}
