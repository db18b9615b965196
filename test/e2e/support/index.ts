export { CHROMIUM, hasBrowser, openBrowser, openPage, previewUrl, type WatchedPage } from './browser';
export { answerDistribution, RECORDED_WINDOWS, recordedAnswers } from './recordedCollector';
export { distributionFrame, manyFeatures, recordedDistribution } from './recordedFrames';
export { answerArrival, arrivalFrame } from './recordedArrival';
export { answerGroups, tableOfGroups } from './recordedGroups';
export { type Answers, isBuilt, openSite, PLUGIN_FOLDERS, Refusal, type Site } from './staticSite';
export { describeInBrowser, findBarriers, Stage } from './stage';
export { UNIT_CHANGE } from './windows';
