import { css } from '@emotion/css';
import { type Field, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { type LabelArrivalOptions } from '../options';
import { arrivalColors, coverageColor } from './colors';
import { writeShare } from './formatters';

const STEPS = [0, 0.25, 0.5, 0.75, 1];

/** What the colours and marks mean; only those that are drawn. */
export function Legend({
  options,
  field,
}: {
  options: LabelArrivalOptions;
  field: Field;
}): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colors = arrivalColors(theme);
  const color = coverageColor(field, theme);
  return (
    <ul className={styles.legend} aria-label="Legend">
      {options.showTriangle && (
        <li>
          0%
          <svg width={STEPS.length * 14} height={12} aria-hidden>
            {STEPS.map((step, index) => (
              <rect key={step} x={index * 14} width={14} height={12} fill={color(step)} />
            ))}
          </svg>
          100% of the labels there
        </li>
      )}
      {options.showTriangle && (
        <li>
          <svg width={10} height={12} aria-hidden>
            <line x1={5} x2={5} y1={0} y2={12} stroke={theme.colors.text.maxContrast} strokeWidth={3} />
          </svg>
          matured: {writeShare(options.maturity)} of what will come
        </li>
      )}
      {options.showTriangle && (
        <li>
          <svg width={14} height={12} aria-hidden>
            <rect x={1} y={1} width={12} height={10} fill="none" stroke={color(0.9)} strokeDasharray="3 2" />
          </svg>
          not every prediction is that old
        </li>
      )}
      {options.showStillToCome && (
        <>
          <li>
            <i className={styles.swatch} style={{ background: colors.arrived }} />
            arrived
          </li>
          <li>
            <i
              className={styles.swatch}
              style={{
                border: `1px solid ${colors.toCome}`,
                background: `repeating-linear-gradient(45deg, ${colors.toCome} 0 2px, transparent 2px 4px)`,
              }}
            />
            expected still
          </li>
          <li>
            <i className={styles.swatch} style={{ background: colors.never }} />
            will not come
          </li>
        </>
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& svg': { verticalAlign: -1, margin: '0 6px' },
  }),
  swatch: css({
    display: 'inline-block',
    boxSizing: 'border-box',
    width: 12,
    height: 12,
    marginRight: 6,
    verticalAlign: -1,
  }),
});
