export { distributionFrame } from './distributionFrame';
export { groupsFrame } from './groupsFrame';
export { resultTableFrame } from './resultTableFrame';
export { seriesFrame } from './seriesFrame';
export { snapshotFrame } from './snapshotFrame';
export { tableFrame } from './tableFrame';
