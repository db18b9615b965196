export { checkTypes, typeOfFeature } from './checkTypes';
export { bindNumber, bindText, type Columns } from './compile';
export { expressionProblem } from './expressionProblem';
export { featuresIn } from './featuresIn';
export { parseExpression } from './parse';
export type { Expression, ValueType } from './syntax';
