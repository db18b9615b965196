import { css } from '@emotion/css';
import { type EventBus, type GrafanaTheme2, type TimeRange, type TimeZone } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo, useCallback, useMemo } from 'react';
import { InvestigateLink, LinkedName } from '../../shared/components';
import { type Arrangement } from '../options';
import { describeFeature, type FeatureDistribution, findLargestChange, slotName } from '../prepare';
import { type ActiveSlot, FeatureChart } from './FeatureChart';
import { type FeatureFormatters, makeFormatters } from './formatters';
import { LadderChart } from './LadderChart';
import { ValueBadge } from './ValueBadge';

const HEAD_HEIGHT = 48;
const PADDING = 8;

export type OnActive = (
  feature: FeatureDistribution,
  format: FeatureFormatters,
  slot: ActiveSlot | null,
) => void;

interface Props {
  feature: FeatureDistribution;
  width: number;
  height: number;
  arrangement: Arrangement;
  maxShare: number;
  activeIndex: number;
  timeRange: TimeRange;
  timeZone: TimeZone;
  eventBus: EventBus;
  showOverTime: boolean;
  onActive: OnActive;
}

/** A feature: its name and value, what moved most, and its bars. */
export const FeatureCard = memo(function FeatureCard(props: Props): React.JSX.Element {
  const { feature, width, height, arrangement, maxShare, activeIndex, timeRange, onActive } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const format = useMemo(() => makeFormatters(feature, theme), [feature, theme]);
  const activate = useCallback(
    (slot: ActiveSlot | null) => onActive(feature, format, slot),
    [feature, format, onActive],
  );
  const ladder = props.showOverTime ? feature.ladder : undefined;
  const room = Math.max(60, height - HEAD_HEIGHT - PADDING);
  const chartHeight = ladder ? Math.round(room / 2) : room;
  return (
    <article className={styles.card} style={{ width, height }} data-testid={`feature ${feature.feature}`}>
      <header className={styles.head}>
        <Title feature={feature} />
        <span className={styles.right}>
          {feature.model !== '' && (
            <InvestigateLink
              model={feature.model}
              timeRange={timeRange}
              focus={{ feature: feature.feature, ...feature.labels }}
              subject={feature.title}
              isShort
            />
          )}
          <ValueBadge feature={feature} format={format} />
        </span>
      </header>
      <MostMoved feature={feature} format={format} />
      <FeatureChart
        feature={feature}
        format={format}
        width={Math.max(60, width - 2 * PADDING)}
        height={chartHeight}
        arrangement={arrangement}
        maxShare={maxShare}
        activeIndex={activeIndex}
        label={describeFeature(feature, format)}
        onActive={activate}
      />
      {ladder && (
        <LadderChart
          feature={feature}
          ladder={ladder}
          format={format}
          width={Math.max(60, width - 2 * PADDING)}
          height={room - chartHeight}
          range={{ from: timeRange.from.valueOf(), to: timeRange.to.valueOf() }}
          timeZone={props.timeZone}
          eventBus={props.eventBus}
        />
      )}
    </article>
  );
});

/** The name, with the data links of the value's field where it has any. */
function Title({ feature }: Pick<Props, 'feature'>): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const groups = Object.entries(feature.labels).filter(([, value]) => value !== '');
  const words = (
    <>
      {feature.title}
      {groups.map(([name, value]) => (
        <span key={name} className={styles.group}>
          {name} {value}
        </span>
      ))}
    </>
  );
  return (
    <h4 className={styles.title} title={feature.title}>
      <LinkedName field={feature.fields.value} row={feature.row}>
        {words}
      </LinkedName>
    </h4>
  );
}

function MostMoved({
  feature,
  format,
}: Pick<Props, 'feature'> & { format: FeatureFormatters }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const slot = findLargestChange(feature);
  if (!slot || slot.baselineShare === slot.currentShare) {
    return <p className={styles.moved}>{slot ? 'no bar has moved' : 'nothing to compare with'}</p>;
  }
  return (
    <p className={styles.moved}>
      <span className={styles.movedName}>{slotName(slot)}:</span> {format.share(slot.baselineShare ?? 0)} →{' '}
      {format.share(slot.currentShare ?? 0)}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    boxSizing: 'border-box',
    padding: theme.spacing(0.75, 1, 0),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    height: 22,
  }),
  right: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1), flexShrink: 0 }),
  title: css({
    margin: 0,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    lineHeight: '22px',
  }),
  group: css({
    marginLeft: theme.spacing(0.75),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  moved: css({
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  }),
  movedName: css({ color: theme.colors.text.primary }),
});
