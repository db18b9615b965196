import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2, VizTooltipContainer } from '@grafana/ui';
import React from 'react';
import { sideColors } from '../../shared/components';
import { type FeatureDistribution, slotName } from '../prepare';
import { type ActiveSlot } from './FeatureChart';
import { type FeatureFormatters } from './formatters';

interface Props {
  feature: FeatureDistribution;
  format: FeatureFormatters;
  active: ActiveSlot;
}

/** Shares and counts of the bar under the pointer. */
export function SlotTooltip({ feature, format, active }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { slot } = active.placed;
  const share = (value: number | null): string => (value === null ? '–' : format.share(value));
  const count = (value: number | null): string => (value === null ? '' : format.count(value));
  return (
    <Portal>
      <VizTooltipContainer position={{ x: active.x, y: active.y }} offset={{ x: 12, y: 12 }}>
        <div className={styles.title}>
          {feature.title} <span className={styles.bin}>{slotName(slot)}</span>
        </div>
        <table className={styles.table}>
          <tbody>
            <tr>
              <th>
                <i className={styles.baseline} />
                Baseline
              </th>
              <td>{share(slot.baselineShare)}</td>
              <td>{count(slot.baselineCount)}</td>
            </tr>
            <tr>
              <th>
                <i className={styles.current} />
                Current
              </th>
              <td>{share(slot.currentShare)}</td>
              <td>{count(slot.currentCount)}</td>
            </tr>
          </tbody>
        </table>
      </VizTooltipContainer>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const colors = sideColors(theme);
  const swatch = {
    display: 'inline-block',
    width: 10,
    height: 10,
    marginRight: theme.spacing(0.75),
  } as const;
  return {
    title: css({ marginBottom: theme.spacing(0.5), fontWeight: theme.typography.fontWeightMedium }),
    bin: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
    table: css({
      fontVariantNumeric: 'tabular-nums',
      '& th': { fontWeight: theme.typography.fontWeightRegular, paddingRight: theme.spacing(2) },
      '& td': { textAlign: 'right', paddingLeft: theme.spacing(1) },
      '& td:last-child': { color: theme.colors.text.secondary },
    }),
    baseline: css({ ...swatch, background: colors.baselineFill, border: `1px solid ${colors.baseline}` }),
    current: css({ ...swatch, background: colors.current }),
  };
};
