import type { InputKind } from '../../contract';
import type { Examples } from './example';
import { EXAMPLES_OF_FEATURES } from './examplesOfFeatures';
import { EXAMPLES_OF_JOINT_DRIFT } from './examplesOfJointDrift';
import { EXAMPLES_OF_LABELS } from './examplesOfLabels';
import { EXAMPLES_OF_SERVING } from './examplesOfServing';
import { EXAMPLES_OF_WHAT_COMES_LATE } from './examplesOfWhatComesLate';

/** A case for every input kind: one without would not compile. */
export const EXAMPLES: Examples<InputKind> = {
  ...EXAMPLES_OF_FEATURES,
  ...EXAMPLES_OF_JOINT_DRIFT,
  ...EXAMPLES_OF_LABELS,
  ...EXAMPLES_OF_SERVING,
  ...EXAMPLES_OF_WHAT_COMES_LATE,
};
