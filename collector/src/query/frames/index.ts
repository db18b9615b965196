export { distributionFrame } from './distributionFrame';
export { groupsFrame } from './groupsFrame';
export { seriesFrame } from './seriesFrame';
export { snapshotFrame } from './snapshotFrame';
export { tableFrame } from './tableFrame';
