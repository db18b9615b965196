import { type GrafanaTheme2 } from '@grafana/data';

/** Blue against grey with an outline: apart in hue and in lightness, for any kind of colour vision. */
export function sideColors(theme: GrafanaTheme2): {
  baseline: string;
  baselineFill: string;
  current: string;
  /** What has become rarer, beside the colour of the current share for what has become more frequent. */
  fewer: string;
} {
  return {
    baseline: theme.colors.text.secondary,
    baselineFill: theme.isDark ? 'rgba(204, 204, 220, 0.22)' : 'rgba(36, 41, 46, 0.16)',
    fewer: theme.visualization.getColorByName(theme.isDark ? 'orange' : 'dark-orange'),
    current: theme.visualization.getColorByName(theme.isDark ? 'blue' : 'semi-dark-blue'),
  };
}
