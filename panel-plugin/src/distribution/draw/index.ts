export { edgeMarks, labelAxis } from './axisLabels';
export { type ChartLayout, findSlotAt, layoutChart, type PlacedSlot } from './layoutChart';
