import React from 'react';
import { useChartStyles } from '../../shared/components';
import { truncateLabel } from '../../shared/draw';
import { spreadLabels } from '../draw';
import { nameOf } from '../prepare';

interface Props {
  /** The important ones first: what finds no room is left out. */
  lines: { group: string; values: (number | null)[] }[];
  x: number;
  y: (value: number) => number;
  limits: { top: number; bottom: number };
  colorOf: (group: string) => string;
}

/** Names at the ends of their lines, so that no legend has to be looked up. */
export function EndLabels({ lines, x, y, limits, colorOf }: Props): React.JSX.Element {
  const chart = useChartStyles();
  const ends = lines.flatMap(({ group, values }) => {
    const last = values.filter((value) => value !== null).at(-1);
    return last === undefined ? [] : [{ group, y: y(last) }];
  });
  return (
    <>
      {spreadLabels(ends, limits).map(({ group, y: at }) => (
        <g key={group}>
          <rect x={x - 4} y={at - 4} width={3} height={8} fill={colorOf(group)} />
          <text x={x + 2} y={at} dy="0.32em" className={chart.tickText}>
            {truncateLabel(nameOf({ group }), 110)}
          </text>
        </g>
      ))}
    </>
  );
}
