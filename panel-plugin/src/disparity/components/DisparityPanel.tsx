import { css } from '@emotion/css';
import { type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { PanelMessage, useMeasuredHeight } from '../../shared/components';
import { type DisparityOptions } from '../options';
import { prepareDisparity } from '../prepare';
import { makeFormatters } from './formatters';
import { GroupRows } from './GroupRows';
import { Legend } from './Legend';
import { RatesOverTime } from './RatesOverTime';
import { SetHead } from './SetHead';

/** Lower than this there is room for the rows alone. */
const LOWEST_WITH_LEGEND = 220;
const SCROLLBAR = 12;
const NARROW = 300;
const LOWEST_CHART = 230;

export function DisparityPanel(props: PanelProps<DisparityOptions>): React.JSX.Element {
  const { data, options, width, height, timeZone, timeRange, eventBus } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [groups, groupsHeight] = useMeasuredHeight();
  const prepared = useMemo(() => prepareDisparity(data.series), [data.series]);
  const format = useMemo(() => {
    if (prepared.state !== 'ready') return null;
    const { sets, lines } = prepared;
    return makeFormatters(sets[0]?.fields.value ?? lines[0]?.field, sets[0]?.fields.size, theme);
  }, [prepared, theme]);
  if (prepared.state !== 'ready' || !format) {
    const reason = prepared.state === 'ready' ? 'The query gave no data.' : prepared.reason;
    return <PanelMessage panel={props} isEmpty={prepared.state === 'empty'} reason={reason} />;
  }
  const { sets, lines, measureName, model } = prepared;
  const showLegend = options.showLegend && height >= LOWEST_WITH_LEGEND && sets.length > 0;
  const inner = width - SCROLLBAR;
  return (
    <div
      className={styles.panel}
      style={{ width, height }}
      tabIndex={0}
      role="region"
      aria-label={measureName}
    >
      <div ref={groups}>
        {sets.map((set) => (
          <section key={set.key} data-testid="groups">
            <SetHead
              set={set}
              options={options}
              format={format}
              model={model}
              timeRange={timeRange}
              isNarrow={width < NARROW}
            />
            <GroupRows set={set} width={inner} options={options} format={format} axisTitle={measureName} />
          </section>
        ))}
        {showLegend && (
          <Legend options={options} hasSmall={sets.some(({ groups }) => groups.some((g) => g.isSmall))} />
        )}
      </div>
      {lines.map((rates) => (
        <RatesOverTime
          key={rates.key}
          rates={rates}
          set={
            sets.find((set) => sameLabels(set.labels, rates.labels)) ??
            (sets.length === 1 ? sets[0] : undefined)
          }
          size={{ width: inner, height: Math.max(LOWEST_CHART, (height - groupsHeight) / lines.length - 10) }}
          options={options}
          format={format}
          axisTitle={measureName}
          timeZone={timeZone}
          range={{ from: timeRange.from.valueOf(), to: timeRange.to.valueOf() }}
          eventBus={eventBus}
        />
      ))}
    </div>
  );
}

function sameLabels(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    overflowY: 'auto',
    overflowX: 'hidden',
    '& section + section': { marginTop: theme.spacing(2) },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
