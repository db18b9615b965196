import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { type DisparityOptions } from '../options';
import { groupColors } from './colors';

/** What the marks mean; only those that are drawn. */
export function Legend({
  options,
  hasSmall,
}: {
  options: DisparityOptions;
  hasSmall: boolean;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colors = groupColors(theme);
  const secondary = theme.colors.text.secondary;
  const allowed =
    options.compareBy === 'difference'
      ? 'Allowed below the highest'
      : `Allowed: ${options.allowedRatio} of the highest or more`;
  const marks: [string, React.ReactNode][] = [
    ['Rate with its 95 % interval (all groups together)', <Dot key="dot" color={colors.plain} />],
    ['Furthest apart', <Dot key="worst" color={colors.worst} />],
  ];
  if (options.showBaseline) {
    marks.push([
      'Baseline',
      <rect
        key="baseline"
        x={-3.5}
        y={-3.5}
        width={7}
        height={7}
        transform="translate(12 7) rotate(45)"
        fill="none"
        stroke={secondary}
        strokeWidth={1.5}
      />,
    ]);
  }
  marks.push([
    allowed,
    <g key="band">
      <rect x={2} y={0} width={20} height={14} fill={colors.band} />
      <line x1={2} x2={2} y1={0} y2={14} stroke={secondary} strokeDasharray="3 3" />
    </g>,
  ]);
  if (hasSmall)
    marks.push(['Too few rows to be compared', <Dot key="small" color={colors.small} isHollow />]);
  return (
    <ul className={styles.legend} aria-label="Legend">
      {marks.map(([text, mark]) => (
        <li key={text}>
          <svg width={24} height={14} aria-hidden>
            {mark}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Dot({ color, isHollow = false }: { color: string; isHollow?: boolean }): React.JSX.Element {
  return (
    <g stroke={color} strokeWidth={2} strokeDasharray={isHollow ? '3 3' : undefined}>
      <line x1={1} x2={23} y1={7} y2={7} />
      <circle
        cx={12}
        cy={7}
        r={4}
        fill={isHollow ? 'none' : color}
        strokeDasharray="none"
        strokeWidth={1.5}
      />
    </g>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& svg': { verticalAlign: -2, marginRight: theme.spacing(0.5) },
  }),
});
