export { type Describing, describeGap, describeGroup, type GapWords, nameOf, sizeInWords } from './describe';
export { allowedBand, judgeGap, type Judgement } from './judgeGap';
export { prepareDisparity } from './prepareDisparity';
export { sortGroups } from './sortGroups';
export type { Gap, GroupRate, GroupSet, Prepared, RateLines } from './types';
