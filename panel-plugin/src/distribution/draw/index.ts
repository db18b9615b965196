export { type Bar, barsOf } from './bars';
export { edgeMarks, labelAxis } from './axisLabels';
export { type ChartLayout, findSlotAt, layoutChart, type PlacedSlot } from './layoutChart';
export { formatEdges } from './formatEdges';
export { type LadderCell, type LadderLayout, layoutLadder } from './layoutLadder';
export { greatestBar, type ShareScale, shareScale } from './shareScale';
