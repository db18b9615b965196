import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useChartStyles } from '../../shared/components';
import { fitLabels, textWidth } from '../../shared/draw';
import { layoutRows, type RowsLayout } from '../draw';
import { type DisparityOptions } from '../options';
import { allowedBand, type GroupSet, nameOf, sizeInWords, sortGroups } from '../prepare';
import { allowedOf } from './allowedOf';
import { type RateFormatters } from './formatters';
import { GroupRow } from './GroupRow';

interface Props {
  set: GroupSet;
  width: number;
  options: DisparityOptions;
  format: RateFormatters;
  axisTitle: string;
}

const AXIS_HEIGHT = 36;

/** A row a group on one scale, the axis below them. */
export function GroupRows({ set, width, options, format, axisTitle }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const groups = useMemo(() => sortGroups(set.groups, options.sortBy), [set, options.sortBy]);
  const highest = groups.find(({ group }) => group === set.gap?.highest)?.value ?? null;
  const band = highest === null ? null : allowedBand(highest, options.compareBy, allowedOf(options));
  const layout = useMemo(
    () =>
      layoutRows({
        width,
        groups,
        others: band ? [Math.max(0, band.low), band.high] : [],
        longestName: Math.max(
          ...groups.map((group) =>
            Math.max(textWidth(nameOf(group)) * 1.25, textWidth(sizeInWords(group, format))),
          ),
        ),
        fromZero: options.fromZero,
        limit: format.limit,
      }),
    // The band follows from what stands here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [width, groups, band?.low, band?.high, options.fromZero, format],
  );
  return (
    <>
      <ul className={styles.rows}>
        {groups.map((group) => (
          <GroupRow
            key={`${group.group} ${group.row}`}
            group={group}
            set={set}
            layout={layout}
            band={band}
            options={options}
            format={format}
          />
        ))}
      </ul>
      <Axis layout={layout} format={format} title={axisTitle} />
    </>
  );
}

function Axis({
  layout,
  format,
  title,
}: {
  layout: RowsLayout;
  format: RateFormatters;
  title: string;
}): React.JSX.Element {
  const chart = useChartStyles();
  const { scale, trackWidth, nameWidth } = layout;
  const step = (scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0);
  const labels = fitLabels(
    scale.ticks.map((tick) => ({ text: format.tick(tick, step), x: scale.at(tick) })),
    { left: -6, right: trackWidth + 6 },
  );
  return (
    <svg
      width={trackWidth}
      height={AXIS_HEIGHT}
      style={{ marginLeft: nameWidth, display: 'block', overflow: 'visible' }}
      aria-hidden
    >
      <line x1={scale.at(scale.min)} x2={scale.at(scale.max)} y1={0.5} y2={0.5} className={chart.axis} />
      {labels.map(({ text, x }) => (
        <text key={text} x={x} y={15} textAnchor="middle" className={chart.tickText}>
          {text}
        </text>
      ))}
      <text x={trackWidth / 2} y={30} textAnchor="middle" className={chart.tickText}>
        {title}
      </text>
    </svg>
  );
}

const getStyles = (_theme: GrafanaTheme2) => ({
  rows: css({ margin: 0, padding: 0, listStyle: 'none' }),
});
