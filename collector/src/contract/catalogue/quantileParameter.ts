import type { ParameterDefinition } from './definition';

/** The quantile that a measure is asked at, between 0 and 1; each measure says what it is the quantile of. */
export const quantileParameter = (usual: number, description: string): ParameterDefinition => ({
  name: 'quantile',
  title: 'Quantile',
  type: 'number',
  default: usual,
  min: 0,
  max: 1,
  description,
});
