import type { InputKind, MeasureDefinition } from '../../contract';
import type { MeasureInputs, Parameters } from '../measure';

/** A small case that every measure of an input kind is worked on, and what it is in words. */
export interface Example<K extends InputKind> {
  words: string;
  /** Some kinds have another case for some measures: categories, for tests of levels. */
  input: (definition: MeasureDefinition) => MeasureInputs[K];
  /** Beside the defaults of the catalogue. */
  params?: Parameters;
}

export type Examples<K extends InputKind> = { [Kind in K]: Example<Kind> };
