import { css } from '@emotion/css';
import { type PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { PanelMessage, useMeasuredHeight } from '../../shared/components';
import { type DistributionOptions } from '../options';
import { byDrift, byName, type FeatureDistribution, prepareDistribution } from '../prepare';
import { type OnActive } from './FeatureCard';
import { type ActiveSlot } from './FeatureChart';
import { FeatureGrid, greatestOf } from './FeatureGrid';
import { type FeatureFormatters } from './formatters';
import { SlotTooltip } from './SlotTooltip';
import { Toolbar } from './Toolbar';

const SEARCHABLE_FROM = 7;
/** Below this the panel's height belongs to the charts alone. */
const LOWEST_WITH_TOOLBAR = 150;

interface Active {
  feature: FeatureDistribution;
  format: FeatureFormatters;
  slot: ActiveSlot;
}

export function DistributionPanel(props: PanelProps<DistributionOptions>): React.JSX.Element {
  const { data, options, width, height, timeRange, timeZone, eventBus } = props;
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [active, setActive] = useState<Active | null>(null);
  const [toolbar, toolbarHeight] = useMeasuredHeight();
  const prepared = useMemo(() => prepareDistribution(data.series), [data.series]);
  const features = useMemo(
    () => (prepared.state === 'ready' ? select(prepared.features, search, options.sortBy) : []),
    [prepared, search, options.sortBy],
  );
  const onActive: OnActive = useCallback((feature, format, slot) => {
    setActive(slot ? { feature, format, slot } : null);
  }, []);

  if (prepared.state !== 'ready') {
    return <PanelMessage panel={props} isEmpty={prepared.state === 'empty'} reason={prepared.reason} />;
  }
  const showSearch = options.showSearch && prepared.features.length >= SEARCHABLE_FROM;
  const showToolbar = (options.showLegend || showSearch) && height >= LOWEST_WITH_TOOLBAR;
  return (
    <div className={styles.panel} style={{ width, height }}>
      {showToolbar && (
        <div ref={toolbar}>
          <Toolbar
            showLegend={options.showLegend}
            arrangement={options.arrangement}
            showSearch={showSearch}
            search={search}
            onSearch={setSearch}
            summary={summarize(prepared.features, features)}
          />
        </div>
      )}
      <FeatureGrid
        features={features}
        width={width}
        height={Math.max(0, height - (showToolbar ? toolbarHeight : 0))}
        arrangement={options.arrangement}
        sharedMax={options.sharedScale ? greatestOf(prepared.features, options.arrangement) : undefined}
        active={active && { key: active.feature.key, index: active.slot.index }}
        timeRange={timeRange}
        timeZone={timeZone}
        eventBus={eventBus}
        showOverTime={options.showOverTime}
        onActive={onActive}
      />
      {active && <SlotTooltip feature={active.feature} format={active.format} active={active.slot} />}
    </div>
  );
}

function select(
  features: FeatureDistribution[],
  search: string,
  sortBy: DistributionOptions['sortBy'],
): FeatureDistribution[] {
  const wanted = search.trim().toLowerCase();
  const found = features.filter(({ title, feature, labels }) =>
    [title, feature, ...Object.values(labels)].some((text) => text.toLowerCase().includes(wanted)),
  );
  return found.sort(sortBy === 'name' ? byName : byDrift);
}

function summarize(all: FeatureDistribution[], shown: FeatureDistribution[]): string {
  if (shown.length === 0) return `None of ${all.length} features matches the search`;
  const past = shown.filter((feature) => feature.verdict === 'breach').length;
  const undecided = shown.filter((feature) => feature.verdict && !['ok', 'breach'].includes(feature.verdict));
  const count = shown.length === 1 ? '1 feature' : `${shown.length} features`;
  const withoutVerdict = undecided.length > 0 ? `, ${undecided.length} without a verdict` : '';
  return `${count}, ${past} past ${past === 1 ? 'its' : 'their'} threshold${withoutVerdict}`;
}

const getStyles = () => ({
  panel: css({ position: 'relative', display: 'flex', flexDirection: 'column', overflow: 'hidden' }),
});
