export { edgeMarks, labelAxis } from './axisLabels';
export { type ChartLayout, findSlotAt, layoutChart, type PlacedSlot } from './layoutChart';
export { niceTicks } from './niceTicks';
export { arrangeCards, GRID_GAP, visibleRows } from './visibleRows';
