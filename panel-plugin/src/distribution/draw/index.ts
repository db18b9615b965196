export { type Bar, barsOf } from './bars';
export { edgeMarks, labelAxis } from './axisLabels';
export { type ChartLayout, findSlotAt, layoutChart, type PlacedSlot } from './layoutChart';
export { greatestBar, type ShareScale, shareScale } from './shareScale';
