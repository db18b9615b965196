export { calibrationErrorOfGroup, calibrationGapOfGroup } from './calibrationOfGroup';
export * from './disparities';
export {
  accuracyOfGroup,
  falsePositiveRateOfGroup,
  precisionOfGroup,
  selectionRateOfGroup,
  truePositiveRateOfGroup,
} from './ofGroup';
