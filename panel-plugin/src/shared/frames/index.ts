export { booleanAt, fieldNamed, numberAt, textAt, timeAt, verdictAt } from './cells';
export { emptyReason, missingFields } from './explain';
export { dropCommonLabels, labelsOf } from './labels';
export { customOf } from './custom';
export { VERDICT_WORDS } from './verdictWords';
