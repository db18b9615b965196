import {
  colorManipulator,
  type Field,
  formattedValueToString,
  getDisplayProcessor,
  type GrafanaTheme2,
} from '@grafana/data';

/** The display processor that Grafana gave the field, or one made of its configuration. */
export function processorOf(field: Field, theme: GrafanaTheme2): ReturnType<typeof getDisplayProcessor> {
  return field.display ?? getDisplayProcessor({ field, theme });
}

/** Writes numbers as the configuration of a field says: unit, decimals, mappings. */
export function displayWith(field: Field | undefined, theme: GrafanaTheme2): (value: number) => string {
  if (!field) return String;
  const process = processorOf(field, theme);
  return (value) => formattedValueToString(process(value));
}

/** Black or white, whichever is easier to read on a colour: always a ratio of at least 4.5. */
export function readableOn(background: string): '#000000' | '#ffffff' {
  const black = colorManipulator.getContrastRatio('#000000', background);
  return black >= colorManipulator.getContrastRatio('#ffffff', background) ? '#000000' : '#ffffff';
}

/** Decimals of a percentage: none from 10 % on or where it is whole, more the smaller the share. */
export function shareDecimals(share: number): number {
  if (share >= 0.1 || Number.isInteger(Number((share * 100).toFixed(9)))) return 0;
  if (share >= 0.01) return 1;
  return share >= 0.001 ? 2 : 3;
}
