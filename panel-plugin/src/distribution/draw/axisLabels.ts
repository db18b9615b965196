import { type AxisLabel, fitLabels, truncateLabel } from '../../shared/draw';
import { slotName } from '../prepare';
import { formatEdges } from './formatEdges';
import { type ChartLayout, type PlacedSlot } from './layoutChart';

const WIDEST_LEVEL_LABEL = 84;

/**
 * What is written below the bars: the edges between numeric bins (at the boundary, with `formatEdge` where the field
 * has a unit of its own), the name below a level, and the word below each bar that stands apart.
 */
export function labelAxis(layout: ChartLayout, formatEdge?: (edge: number) => string): AxisLabel[] {
  const values = layout.placed.filter((placed) => !placed.isApart);
  const end = values.at(-1);
  const limits = { left: layout.plot.left - 8, right: end ? end.x + end.width : layout.plot.right };
  const isNumeric = values.some((placed) => placed.slot.kind === 'bin');
  const ofValues = isNumeric ? edgeLabels(values, formatEdge) : levelLabels(values);
  const apart = layout.placed
    .filter((placed) => placed.isApart)
    .map((placed) => ({ text: slotName(placed.slot), x: middleOf(placed) }));
  return [...fitLabels(ofValues, limits), ...apart];
}

/** Positions of the little marks between numeric bins. */
export function edgeMarks(layout: ChartLayout): number[] {
  return layout.placed
    .filter((placed) => placed.slot.kind === 'bin' && placed.slot.upper !== null)
    .map((placed) => placed.x + placed.width);
}

function edgeLabels(values: PlacedSlot[], formatEdge?: (edge: number) => string): AxisLabel[] {
  const closed = values.filter((placed) => placed.slot.upper !== null);
  const edges = closed.map((placed) => placed.slot.upper!);
  const texts = formatEdge ? edges.map(formatEdge) : formatEdges(edges);
  return closed.map((placed, index) => ({ text: texts[index]!, x: placed.x + placed.width }));
}

function levelLabels(values: PlacedSlot[]): AxisLabel[] {
  return values.map((placed) => ({
    text: truncateLabel(slotName(placed.slot), Math.max(40, Math.min(WIDEST_LEVEL_LABEL, placed.width))),
    x: middleOf(placed),
  }));
}

function middleOf(placed: PlacedSlot): number {
  return placed.x + placed.width / 2;
}
