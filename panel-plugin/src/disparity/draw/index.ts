export { type FollowedPair, gapsOverTime, type MomentaryGap } from './gapsOverTime';
export { layoutRows, type RowsLayout } from './layoutRows';
export { lineSegments, nearestIndex } from './lineSegments';
export { spreadLabels } from './spreadLabels';
