import { colorManipulator, type Field, type GrafanaTheme2 } from '@grafana/data';
import { sideColors } from '../../shared/components';
import { processorOf } from '../../shared/format';

/**
 * Colour of a coverage: from the panel's surface to blue, one hue whose lightness alone tells, which every kind of
 * colour vision sees. A continuous colour scheme of the field is taken where one was chosen.
 */
export function coverageColor(field: Field, theme: GrafanaTheme2): (coverage: number) => string {
  if (field.config.color?.mode.startsWith('continuous-')) {
    const process = processorOf(field, theme);
    return (coverage) => process(coverage).color ?? theme.colors.text.primary;
  }
  const surface = channels(theme.colors.background.secondary);
  const full = channels(sideColors(theme).current);
  return (coverage) => {
    const share = 0.08 + 0.92 * Math.max(0, Math.min(1, coverage));
    const mixed = surface.map((from, index) => Math.round(from + (full[index]! - from) * share));
    return `rgb(${mixed.join(', ')})`;
  };
}

function channels(color: string): number[] {
  const { values } = colorManipulator.decomposeColor(color) as { values: number[] };
  return values.slice(0, 3);
}

export function arrivalColors(theme: GrafanaTheme2): {
  arrived: string;
  toCome: string;
  never: string;
  mark: string;
} {
  return {
    arrived: sideColors(theme).current,
    toCome: theme.visualization.getColorByName(theme.isDark ? 'orange' : 'dark-orange'),
    never: sideColors(theme).baselineFill,
    mark: theme.colors.text.primary,
  };
}
