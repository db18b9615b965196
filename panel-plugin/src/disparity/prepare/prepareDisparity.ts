import { type DataFrame, getFieldDisplayName } from '@grafana/data';
import { dropCommonLabels, emptyReason } from '../../shared/frames';
import { missingColumns, readGroups } from './readGroups';
import { groupFields, readLines } from './readLines';
import { type GroupSet, type Prepared, type RateLines } from './types';

const HOW =
  'Ask a measure that has a rate for each group, such as “Selection rate by group”, name the segment, and choose ' +
  'the shape “Table” (or “Series” for the rates over time).';

/**
 * Makes groups with their rates out of the answers of `table` queries, and lines out of those of `series` queries of
 * the same measures. Frames of another form are left out; when none fits, `reason` says what is missing.
 */
export function prepareDisparity(frames: DataFrame[]): Prepared {
  const tables = frames.filter((frame) => frame.fields.length > 0 && missingColumns(frame).length === 0);
  const series = frames.filter((frame) => groupFields(frame).length > 0);
  if (tables.length + series.length === 0) return explainUnsuitable(frames);
  const several = tables.length > 1 || series.length > 1;
  const queryOf = (frame: DataFrame, index: number): string =>
    several ? (frame.refId ?? String(index)) : '';
  const sets = tables.flatMap((frame, index) => readGroups(frame, queryOf(frame, index)));
  const lines = series.flatMap((frame, index) => readLines(frame, queryOf(frame, index)));
  if (sets.length === 0 && lines.every(({ timesMs }) => timesMs.length === 0)) {
    return { state: 'empty', reason: emptyReason(frames) ?? 'No group has rows in this time range.' };
  }
  return {
    state: 'ready',
    sets: dropCommonLabels(sets),
    lines: dropCommonLabels(lines),
    measureName: nameOf(sets, lines),
    model: [...sets, ...lines][0]?.labels.model ?? null,
  };
}

function nameOf(sets: GroupSet[], lines: RateLines[]): string {
  const set = sets[0];
  if (set) return getFieldDisplayName(set.fields.value, set.fields.frame);
  return lines[0]?.field.config.displayName ?? 'Rate';
}

function explainUnsuitable(frames: DataFrame[]): Prepared {
  const filled = frames.find((frame) => frame.fields.length > 0);
  if (!filled) return { state: 'empty', reason: emptyReason(frames) ?? 'The query gave no data.' };
  const absent = missingColumns(filled).join(', ');
  return {
    state: 'unsuitable',
    reason: `This panel compares the groups of a segment, and the data has no field named ${absent}. ${HOW}`,
  };
}
