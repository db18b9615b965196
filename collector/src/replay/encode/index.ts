export { type EncodedTensor, InputEncoder } from './inputEncoder';
export { RowProblems } from './rowProblems';
export { featuresOf, parseTensorType } from './tensorType';
