import React from 'react';
import { lineSegments } from '../draw';

interface Props {
  timesMs: number[];
  values: (number | null)[];
  x: (timeMs: number) => number;
  y: (value: number) => number;
  color: string;
  dashes?: string;
  isStrong?: boolean;
}

/** A line with gaps where nothing is known; a value between two gaps is a dot. */
export function RateLine({ timesMs, values, x, y, color, dashes, isStrong }: Props): React.JSX.Element {
  return (
    <g stroke={color} fill="none" strokeWidth={isStrong ? 2.5 : 1.5} strokeDasharray={dashes}>
      {lineSegments(timesMs, values).map((piece) => {
        const first = piece[0]!;
        if (piece.length === 1) {
          return <circle key={first.timeMs} cx={x(first.timeMs)} cy={y(first.value)} r={2} fill={color} />;
        }
        const points = piece.map(({ timeMs, value }) => `${x(timeMs).toFixed(1)},${y(value).toFixed(1)}`);
        return <polyline key={first.timeMs} points={points.join(' ')} strokeLinejoin="round" />;
      })}
    </g>
  );
}
