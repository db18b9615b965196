import type { ModelSpec, TensorInput, VersionSpec } from '../../contract';
import type { TrialRows, TrialScores } from '../../registry';
import type { Column } from '../../store';
import { featuresOf } from '../encode';

/** What a process of its own is asked to try: whether an uploaded model opens and scores. */
export interface TrialRequest {
  onnx: Uint8Array;
  inputs: TensorInput[];
  outputs: NonNullable<VersionSpec['outputs']>;
  model: ModelSpec;
  /** Rows to be scored besides. */
  rows?: TrialRows;
}

export type TrialAnswer =
  | { ok: true; scored?: TrialScores }
  /** `opening`: the file cannot be run at all; `scoring`: it opens, and cannot score a plain row. */
  | { ok: false; stage: 'opening' | 'scoring'; message: string };

/** Rows of a trial: more than one shows a batch dimension that is none. */
export const TRIAL_ROWS = 3;

/** Plain values of every feature that the inputs name: 0, 1, 2 for numbers, the first levels for categories. */
export function trialColumns({
  inputs,
  model,
}: Pick<TrialRequest, 'inputs' | 'model'>): Record<string, Column> {
  const columns: Record<string, Column> = {};
  for (const name of inputs.flatMap(featuresOf)) {
    const feature = model.features.find((one) => one.name === name);
    if (feature?.type === 'number') columns[name] = { type: 'number', values: Float64Array.of(0, 1, 2) };
    else {
      const dictionary = feature?.type === 'boolean' ? ['false', 'true'] : (feature?.levels ?? ['0']);
      const codes = Int32Array.from({ length: TRIAL_ROWS }, (_, row) => row % dictionary.length);
      columns[name] = { type: 'category', codes, dictionary };
    }
  }
  return columns;
}
