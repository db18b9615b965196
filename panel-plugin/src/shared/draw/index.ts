export { arrangeCards, GRID_GAP, visibleRows } from './visibleRows';
export { type AxisLabel, fitLabels, textWidth, truncateLabel } from './fitLabels';
export { type LinearScale, makeScale, scaleAround } from './linearScale';
export { niceTicks } from './niceTicks';
export { type TimeTick, timeTicks } from './timeTicks';
