import { type Field, type GrafanaTheme2 } from '@grafana/data';
import { sideColors } from '../../shared/components';
import { processorOf } from '../../shared/format';

/**
 * Blue for the groups, orange for the worst pair: apart for red-green and blue-yellow blindness alike, and the pair has
 * filled dots with a ring and its name in bold as well. The band is a grey surface between two lines.
 */
export function groupColors(theme: GrafanaTheme2): {
  plain: string;
  worst: string;
  small: string;
  band: string;
} {
  return {
    plain: sideColors(theme).current,
    worst: theme.visualization.getColorByName(theme.isDark ? 'orange' : 'dark-orange'),
    small: theme.colors.text.disabled,
    band: theme.isDark ? 'rgba(204, 204, 220, 0.10)' : 'rgba(36, 41, 46, 0.07)',
  };
}

/** The colour that the field's own configuration gives a rate; undefined where nobody has set one. */
export function configuredColor(field: Field, rate: number, theme: GrafanaTheme2): string | undefined {
  const hasSteps = (field.config.thresholds?.steps.length ?? 0) > 1;
  const mode = field.config.color?.mode;
  if (!hasSteps && (mode === undefined || mode === 'thresholds')) return undefined;
  return processorOf(field, theme)(rate).color;
}
