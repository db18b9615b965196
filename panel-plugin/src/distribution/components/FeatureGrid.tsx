import { css } from '@emotion/css';
import { type EventBus, type TimeRange, type TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { arrangeCards, GRID_GAP, visibleRows } from '../../shared/draw';
import { greatestBar } from '../draw';
import { type Arrangement } from '../options';
import { type FeatureDistribution } from '../prepare';
import { FeatureCard, type OnActive } from './FeatureCard';

interface Props {
  features: FeatureDistribution[];
  width: number;
  height: number;
  arrangement: Arrangement;
  /** Top of the scale that all features share; undefined: each has its own. */
  sharedMax: number | undefined;
  active: { key: string; index: number } | null;
  timeRange: TimeRange;
  timeZone: TimeZone;
  eventBus: EventBus;
  showOverTime: boolean;
  onActive: OnActive;
}

const SCROLLBAR = 12;
/** Bars and, below them, their change over time. */
const LOWEST_WITH_LADDER = 330;

/** Small multiples in as many columns as fit. Rows out of sight are not drawn: their room is kept as padding. */
export function FeatureGrid(props: Props): React.JSX.Element {
  const { features, height, arrangement, sharedMax, active, timeRange, onActive } = props;
  const styles = useStyles2(getStyles);
  const [scrollTop, setScrollTop] = useState(0);
  const hasLadders = props.showOverTime && features.some(({ ladder }) => ladder !== undefined);
  const lowest = hasLadders ? LOWEST_WITH_LADDER : undefined;
  const unscrolled = arrangeCards({ width: props.width, height }, features.length, lowest);
  const scrolls = unscrolled.rows * (unscrolled.cardHeight + GRID_GAP) - GRID_GAP > height;
  const grid = scrolls
    ? arrangeCards({ width: props.width - SCROLLBAR, height }, features.length, lowest)
    : unscrolled;
  const rowHeight = grid.cardHeight + GRID_GAP;
  const { first, last } = visibleRows({ scrollTop, height, rowHeight, rows: grid.rows });
  const drawn = features.slice(first * grid.columns, (last + 1) * grid.columns);
  return (
    <div
      className={styles.scroll}
      style={{ height }}
      tabIndex={scrolls ? 0 : undefined}
      onScroll={(event) => {
        const row = Math.floor(event.currentTarget.scrollTop / rowHeight);
        setScrollTop(row * rowHeight);
      }}
    >
      <ul
        className={styles.grid}
        style={{
          gridTemplateColumns: `repeat(${grid.columns}, ${grid.cardWidth}px)`,
          paddingTop: first * rowHeight,
          paddingBottom: Math.max(0, grid.rows - 1 - last) * rowHeight,
        }}
      >
        {drawn.map((feature, index) => (
          <li
            key={feature.key}
            aria-setsize={features.length}
            aria-posinset={first * grid.columns + index + 1}
          >
            <FeatureCard
              feature={feature}
              width={grid.cardWidth}
              height={grid.cardHeight}
              arrangement={arrangement}
              maxShare={sharedMax ?? greatestOf([feature], arrangement)}
              activeIndex={active?.key === feature.key ? active.index : -1}
              timeRange={timeRange}
              timeZone={props.timeZone}
              eventBus={props.eventBus}
              showOverTime={props.showOverTime}
              onActive={onActive}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Top of the scale that holds every bar of some features. */
export function greatestOf(features: FeatureDistribution[], arrangement: Arrangement): number {
  return Math.max(0, ...features.map(({ slots, apart }) => greatestBar([...slots, ...apart], arrangement)));
}

const getStyles = () => ({
  scroll: css({ overflowY: 'auto', overflowX: 'hidden' }),
  grid: css({ display: 'grid', gap: GRID_GAP, margin: 0, padding: 0, listStyle: 'none' }),
});
