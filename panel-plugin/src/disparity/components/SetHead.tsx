import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { InvestigateLink } from '../../shared/components';
import { type DisparityOptions } from '../options';
import { describeGap, type GroupSet, judgeGap, type Judgement } from '../prepare';
import { allowedOf } from './allowedOf';
import { type RateFormatters } from './formatters';

interface Props {
  set: GroupSet;
  options: DisparityOptions;
  format: RateFormatters;
  model: string | null;
  timeRange: TimeRange;
  /** Room for the pair and the judgement alone; the rest is in the tooltip. */
  isNarrow: boolean;
}

/** The worst pair by name, how far apart it is, and how that stands to what is allowed and to the baseline. */
export function SetHead({ set, options, format, model, timeRange, isNarrow }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const labels = Object.entries(set.labels).filter(([, value]) => value !== '');
  return (
    <header className={styles.head}>
      {labels.length > 0 && (
        <h4 className={styles.labels}>{labels.map(([name, value]) => `${name} ${value}`).join(', ')}</h4>
      )}
      <Worst set={set} options={options} format={format} isNarrow={isNarrow} />
      {model !== null && (
        <InvestigateLink
          model={model}
          timeRange={timeRange}
          focus={set.labels}
          subject={`${model}, worst pair`}
          isShort={isNarrow}
        />
      )}
    </header>
  );
}

function Worst({ set, options, format, isNarrow }: Omit<Props, 'model' | 'timeRange'>): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { gap } = set;
  if (!gap) {
    return (
      <p className={styles.line}>Fewer than two groups have enough rows: there is nothing to compare.</p>
    );
  }
  const allowed = allowedOf(options);
  const judgement = judgeGap(gap, options.compareBy, allowed);
  const words = describeGap(gap, options.compareBy, allowed, judgement, format);
  return (
    <p
      className={styles.line}
      data-testid="worst pair"
      title={[words.interval, words.baseline].filter(Boolean).join('; ')}
    >
      <strong>{words.lowest}</strong> {options.compareBy === 'ratio' ? 'over' : 'against'}{' '}
      <strong>{words.highest}</strong>: <strong className={styles.number}>{words.distance}</strong>
      {!isNarrow && words.interval && <span className={styles.quiet}> ({words.interval})</span>}{' '}
      <Judged judgement={judgement} words={words.judgement} />
      {!isNarrow && options.showBaseline && words.baseline && (
        <span className={styles.quiet}> · {words.baseline}</span>
      )}
    </p>
  );
}

function Judged({ judgement, words }: { judgement: Judgement | null; words: string }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const isAlarming = judgement?.isBeyond && judgement.isSure;
  const color = isAlarming ? theme.colors.error.text : undefined;
  const icon =
    !judgement || !judgement.isSure
      ? 'question-circle'
      : judgement.isBeyond
        ? 'exclamation-triangle'
        : 'check';
  return (
    <span className={styles.judged} style={{ color }}>
      <Icon name={icon} size="sm" aria-hidden /> {words}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    paddingBottom: theme.spacing(0.5),
  }),
  labels: css({
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  line: css({ margin: 0, flex: '1 1 180px', fontVariantNumeric: 'tabular-nums' }),
  number: css({ whiteSpace: 'nowrap' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  judged: css({ fontSize: theme.typography.bodySmall.fontSize }),
});
