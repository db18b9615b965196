export { distributionFrame } from './distributionFrame';
export { seriesFrame } from './seriesFrame';
export { snapshotFrame } from './snapshotFrame';
export { tableFrame } from './tableFrame';
