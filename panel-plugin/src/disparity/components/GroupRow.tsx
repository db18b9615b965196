import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { LinkedName } from '../../shared/components';
import { type RowsLayout } from '../draw';
import { type DisparityOptions } from '../options';
import { describeGroup, type GroupRate, type GroupSet, nameOf, sizeInWords } from '../prepare';
import { type RateFormatters } from './formatters';
import { Track } from './Track';

interface Props {
  group: GroupRate;
  set: GroupSet;
  layout: RowsLayout;
  band: { low: number; high: number } | null;
  options: DisparityOptions;
  format: RateFormatters;
}

/** A group: its name and size, its rate with the interval on the track, and the number beside it. */
export function GroupRow({ group, set, layout, band, options, format }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const text = describeGroup(group, set.gap, options.compareBy, format);
  const size = sizeInWords(group, format);
  // What the track says aloud is not said twice, but a link must stay within reach.
  const hasLinks = (set.fields.value.config.links?.length ?? 0) > 0;
  const name = (
    <span className={cx(styles.name, group.isWorst && styles.worst)} title={nameOf(group)}>
      <LinkedName field={set.fields.value} row={group.row}>
        {nameOf(group)}
      </LinkedName>
    </span>
  );
  const note = group.isSmall ? 'too few rows' : group.value === null ? group.reason || 'no value' : '';
  const number = (
    <span className={cx(styles.number, group.isWorst && styles.worst)}>
      {group.value === null ? '–' : format.rate(group.value)}
    </span>
  );
  const beside = <span className={styles.note}>{note || besideHighest(group, set, options, format)}</span>;
  const track = (
    <Tooltip content={text} placement="top">
      <div className={styles.track} style={{ width: layout.trackWidth }} role="img" aria-label={text}>
        <Track
          group={group}
          field={set.fields.value}
          layout={layout}
          band={band}
          showBaseline={options.showBaseline}
        />
      </div>
    </Tooltip>
  );
  return (
    <li
      className={cx(styles.row, group.isSmall && styles.small)}
      style={{ height: layout.rowHeight }}
      data-testid={`group ${group.group}`}
      data-small={group.isSmall || undefined}
    >
      {layout.isStacked ? (
        <div>
          <div className={styles.above} aria-hidden={!hasLinks}>
            {name}
            {number}
          </div>
          <div className={styles.above} aria-hidden>
            <span className={styles.size}>{size}</span>
            {beside}
          </div>
          {track}
        </div>
      ) : (
        <div className={styles.columns}>
          <div style={{ width: layout.nameWidth }} className={styles.names} aria-hidden={!hasLinks}>
            {name}
            <span className={styles.size}>{size}</span>
          </div>
          {track}
          <div style={{ width: layout.valueWidth }} className={styles.values} aria-hidden>
            {number}
            {beside}
          </div>
        </div>
      )}
    </li>
  );
}

/** How far below the highest rate, in the way of comparing that is chosen. */
function besideHighest(
  group: GroupRate,
  { gap, groups }: GroupSet,
  { compareBy }: DisparityOptions,
  format: RateFormatters,
): string {
  const highest = groups.find((one) => one.group === gap?.highest)?.value;
  if (!gap || group.value === null || highest == null) return '';
  if (group.group === gap.highest) return 'highest';
  if (compareBy === 'ratio') return highest > 0 ? `${format.ratio(group.value / highest)} of it` : '';
  return format.difference(group.value - highest);
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'relative',
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
  }),
  small: css({ color: theme.colors.text.secondary }),
  columns: css({ display: 'flex', alignItems: 'center', height: '100%' }),
  above: css({
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    height: 18,
    lineHeight: '18px',
    overflow: 'hidden',
  }),
  names: css({ minWidth: 0, lineHeight: 1.15, overflow: 'hidden', paddingRight: theme.spacing(1) }),
  name: css({
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
  }),
  worst: css({ fontWeight: theme.typography.fontWeightBold }),
  size: css({
    color: theme.colors.text.secondary,
    fontSize: 11,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    flexShrink: 2,
  }),
  track: css({ height: 24, flexShrink: 0 }),
  values: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    paddingLeft: theme.spacing(1),
    overflow: 'hidden',
  }),
  number: css({ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }),
  note: css({
    color: theme.colors.text.secondary,
    fontSize: 11,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
});
