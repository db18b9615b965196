import {
  formattedValueToString,
  getFieldDisplayName,
  getValueFormat,
  type GrafanaTheme2,
} from '@grafana/data';
import { displayWith, processorOf, shareDecimals } from '../../shared/format';
import { type FeatureDistribution } from '../prepare';

/** How the numbers of a feature are written, as the configuration of its fields says. */
export interface FeatureFormatters {
  share: (share: number) => string;
  /** At a tick of an axis: no more decimals than its step has. */
  shareTick: (share: number, step: number) => string;
  value: (value: number) => string;
  count: (count: number) => string;
  /** Only where the bounds have a unit of their own; edges are written as short as they can be otherwise. */
  edge: ((edge: number) => string) | undefined;
  /** Of the measure. */
  measureName: string;
}

export function makeFormatters(feature: FeatureDistribution, theme: GrafanaTheme2): FeatureFormatters {
  const { share, value, count, edge, frame } = feature.fields;
  const shareUnit = share.config.unit ?? 'percentunit';
  const isConfigured = share.config.unit !== undefined || share.config.decimals != null;
  return {
    share: isConfigured
      ? displayWith(share, theme)
      : (number) => formattedValueToString(getValueFormat(shareUnit)(number, shareDecimals(number))),
    shareTick: (number, step) =>
      formattedValueToString(getValueFormat(shareUnit)(number, stepDecimals(step))),
    value: plainValue(feature) ?? displayWith(value, theme),
    count: displayWith(count, theme),
    edge: edge?.config.unit ? displayWith(edge, theme) : undefined,
    measureName: value ? getFieldDisplayName(value, frame) : 'Value',
  };
}

/** Colour of a value by the thresholds of its field; undefined where it has none that could tell it apart. */
export function colorOf(feature: FeatureDistribution, theme: GrafanaTheme2): string | undefined {
  const field = feature.fields.value;
  const isTrusted = feature.verdict !== 'insufficient' && feature.verdict !== 'immature';
  if (!field || feature.value === null || !isTrusted) return undefined;
  if ((field.config.thresholds?.steps.length ?? 0) < 2) return undefined;
  return processorOf(field, theme)(feature.value).color;
}

/**
 * How a value is written whose field says neither unit nor decimals: two decimals more than its threshold needs.
 * Below that it is far from mattering, and 0.0000294 beside 0.749 reads as if it did; but no value that is not zero
 * is written as one.
 */
function plainValue(feature: FeatureDistribution): ((value: number) => string) | undefined {
  const { threshold, fields } = feature;
  const { unit, decimals } = fields.value?.config ?? {};
  const isPlain = decimals == null && [undefined, '', 'none'].includes(unit);
  if (!isPlain || threshold === null || threshold <= 0) return undefined;
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(threshold)) + 2));
  const least = 10 ** -digits;
  return (value) => (value > 0 && value < least ? `< ${least.toFixed(digits)}` : value.toFixed(digits));
}

/** Decimals of a step in percent: 2 of 0.25 %, 1 of 0.5 %. */
function stepDecimals(step: number): number {
  return (String(Number((step * 100).toPrecision(6))).split('.')[1] ?? '').length;
}
