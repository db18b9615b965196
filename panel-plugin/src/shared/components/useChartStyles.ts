import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Axes, grid and their texts look the same in every panel. */
export const useChartStyles = () => useStyles2(getStyles);

const getStyles = (theme: GrafanaTheme2) => ({
  chart: css({
    display: 'block',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  axis: css({ stroke: theme.colors.border.strong }),
  grid: css({ stroke: theme.colors.border.weak }),
  divider: css({ stroke: theme.colors.border.strong, strokeDasharray: '2 3' }),
  crosshair: css({ stroke: theme.colors.text.secondary, strokeDasharray: '3 3' }),
  tickText: css({
    fill: theme.colors.text.secondary,
    fontSize: 11,
    fontFamily: theme.typography.fontFamily,
    fontVariantNumeric: 'tabular-nums',
  }),
});
