import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { VERDICT_ICONS } from '../../shared/components';
import { readableOn } from '../../shared/format';
import { type FeatureDistribution, verdictInWords } from '../prepare';
import { colorOf, type FeatureFormatters } from './formatters';

const SHORT_WORDS: Partial<Record<NonNullable<FeatureDistribution['verdict']>, string>> = {
  insufficient: 'too few rows',
  immature: 'labels pending',
};

interface Props {
  feature: FeatureDistribution;
  format: FeatureFormatters;
}

/**
 * The measure's value. Its colour comes from the thresholds of the field, its sign from the verdict: so colour is never
 * the only thing that tells, and a value without a verdict never looks well.
 */
export function ValueBadge({ feature, format }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const color = colorOf(feature, useTheme2());
  const words = feature.verdict ? SHORT_WORDS[feature.verdict] : undefined;
  const threshold = feature.threshold === null ? '' : ` (threshold ${format.value(feature.threshold)})`;
  return (
    <span
      className={styles.badge}
      style={color ? { backgroundColor: color, color: readableOn(color) } : undefined}
      title={`${format.measureName}: ${verdictInWords(feature)}${threshold}`}
    >
      {feature.verdict && <Icon name={VERDICT_ICONS[feature.verdict]} size="sm" aria-hidden />}
      {feature.value === null ? 'no value' : format.value(feature.value)}
      {words && <span className={styles.words}>{words}</span>}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flexShrink: 0,
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    backgroundColor: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: '20px',
  }),
  words: css({ fontWeight: theme.typography.fontWeightRegular }),
});
