import { type DataFrame } from '@grafana/data';
import { dropCommonLabels, emptyReason } from '../../shared/frames';
import { orderBins, orderLevels } from './orderSlots';
import { isOverTime, readLadder } from './readLadders';
import { type DistributionRow, findColumn, missingColumns, readRows } from './readRows';
import { type DistributionColumns, type FeatureDistribution, type Prepared, type Slot } from './types';

const APART_ORDER = ['unseen', 'missing', 'invalid'] as const;

/**
 * Makes features with their bars out of the answer of a `distribution` query: long rows, one a bin of a feature.
 * Features come by drift, the greatest first; those without a value last, then by name.
 *
 * Frames of another form are left out; when none fits, `reason` says what was found and what to choose.
 */
export function prepareDistribution(frames: DataFrame[]): Prepared {
  const suitable = frames.filter((frame) => missingColumns(frame).length === 0);
  if (suitable.length === 0) return explainUnsuitable(frames);
  const [whole, overTime] = [suitable.filter((frame) => !isOverTime(frame)), suitable.filter(isOverTime)];
  const read = (frames: DataFrame[]): FeatureDistribution[] =>
    frames.flatMap((frame, index) =>
      featuresOf(frame, frames.length > 1 ? (frame.refId ?? String(index)) : ''),
    );
  const features = withLadders(read(whole), read(overTime));
  if (features.length === 0) {
    return {
      state: 'empty',
      reason: 'No prediction was logged in this time range that the filters let through.',
    };
  }
  return { state: 'ready', features: dropCommonLabels(features).sort(byDrift) };
}

/** The greatest value first; what has none cannot be ranked and comes last, by name. */
export function byDrift(a: FeatureDistribution, b: FeatureDistribution): number {
  const difference = (b.value ?? -Infinity) - (a.value ?? -Infinity);
  return Number.isNaN(difference) || difference === 0 ? byName(a, b) : difference;
}

export function byName(a: FeatureDistribution, b: FeatureDistribution): number {
  return a.title.localeCompare(b.title, 'en', { numeric: true }) || a.key.localeCompare(b.key);
}

/**
 * Gives the features of a whole range their distributions over time. Those that are told over time alone stand with
 * the bars of their latest step.
 */
function withLadders(whole: FeatureDistribution[], overTime: FeatureDistribution[]): FeatureDistribution[] {
  const nameOf = ({ feature, labels }: FeatureDistribution): string => JSON.stringify([feature, labels]);
  const ladders = new Map(overTime.map((feature) => [nameOf(feature), feature.ladder]));
  const known = new Set(whole.map(nameOf));
  return [
    ...whole.map((feature) => ({ ...feature, ladder: ladders.get(nameOf(feature)) })),
    ...overTime.filter((feature) => !known.has(nameOf(feature))),
  ];
}

function explainUnsuitable(frames: DataFrame[]): Prepared {
  const filled = frames.find((frame) => frame.fields.length > 0);
  if (!filled) {
    return { state: 'empty', reason: emptyReason(frames) ?? 'The query gave no data.' };
  }
  const absent = missingColumns(filled).join(', ');
  return {
    state: 'unsuitable',
    reason:
      'This panel draws the answer of a query whose shape is “Distribution”, and the data has ' +
      `no field named ${absent}. Choose the shape “Distribution” in the query editor.`,
  };
}

function featuresOf(frame: DataFrame, query: string): FeatureDistribution[] {
  const share = findColumn(frame, 'currentShare');
  if (!share) return [];
  const fields: DistributionColumns = {
    frame,
    value: findColumn(frame, 'value'),
    share,
    count: findColumn(frame, 'currentCount'),
    edge: findColumn(frame, 'upper'),
  };
  const byKey = new Map<string, DistributionRow[]>();
  for (const row of readRows(frame)) {
    const key = [query, row.feature, ...Object.values(row.labels)].join('\u0000');
    const rows = byKey.get(key);
    if (rows) rows.push(row);
    else byKey.set(key, [row]);
  }
  if (!isOverTime(frame)) return [...byKey].map(([key, rows]) => featureOf(key, rows, fields));
  return [...byKey].map(([key, rows]) => {
    const { ladder, latest } = readLadder(frame, rows);
    return { ...featureOf(key, latest.length > 0 ? latest : rows, fields), ladder };
  });
}

function featureOf(key: string, rows: DistributionRow[], fields: DistributionColumns): FeatureDistribution {
  const first = rows[0]!;
  const slots = rows.map((row) => row.slot);
  const bins = slots.filter((slot) => slot.kind === 'bin');
  const levels = slots.filter((slot) => slot.kind === 'level');
  return {
    key,
    feature: first.feature,
    title: titleOf(first.feature),
    model: first.labels.model ?? '',
    labels: first.labels,
    type: first.type,
    slots: [...orderBins(bins), ...orderLevels(levels)],
    apart: APART_ORDER.flatMap((kind) => slots.filter((slot: Slot) => slot.kind === kind)),
    value: first.value,
    threshold: first.threshold,
    verdict: first.verdict,
    row: first.row,
    fields,
  };
}

/** Names that begin with @ are no features but what the model gave: `@score` is read as “Score”. */
function titleOf(feature: string): string {
  return feature.startsWith('@') ? feature.charAt(1).toUpperCase() + feature.slice(2) : feature;
}
