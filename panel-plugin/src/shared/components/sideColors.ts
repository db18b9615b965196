import { type GrafanaTheme2 } from '@grafana/data';

/** Blue against grey with an outline: apart in hue and in lightness, for any kind of colour vision. */
export function sideColors(theme: GrafanaTheme2): {
  baseline: string;
  baselineFill: string;
  current: string;
} {
  return {
    baseline: theme.colors.text.secondary,
    baselineFill: theme.isDark ? 'rgba(204, 204, 220, 0.22)' : 'rgba(36, 41, 46, 0.16)',
    current: theme.visualization.getColorByName(theme.isDark ? 'blue' : 'semi-dark-blue'),
  };
}
