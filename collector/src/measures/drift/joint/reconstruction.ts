import type { FeatureSample } from '../../featureSample';
import { decomposeSymmetric } from '../../twoSample';
import { learnEncoding } from './encodeFeatures';

/** How rows are compressed and restored, as learned from a baseline. */
export interface Reconstruction {
  /** Distance of each row from what is restored of it. */
  errorsOf: (sample: FeatureSample) => Float64Array;
  /** Mean distance of the rows of the baseline. */
  baselineError: number;
  components: number;
  features: number;
}

/** Share of the variance that the components must exceed. */
const VARIANCE_KEPT = 0.65;

/**
 * Learns the principal components of the encoded features that keep more than 65 % of their variance. A row whose
 * features no longer belong together the way they did is restored badly, even where each feature by itself looks usual.
 * NannyML 0.13.1, DataReconstructionDriftCalculator (scikit-learn's PCA with n_components=0.65).
 */
export function learnReconstruction(baseline: FeatureSample): Reconstruction {
  const encode = learnEncoding(baseline);
  const columns = encode(baseline);
  const kept = principalComponents(columns);
  const errorsOf = (sample: FeatureSample): Float64Array => distances(encode(sample), kept, sample.rows);
  const errors = distances(columns, kept, baseline.rows);
  return {
    errorsOf,
    baselineError: errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length),
    components: kept.length,
    features: columns.length,
  };
}

/** Directions of largest variance, of centred columns: as many as exceed the share that is to be kept. */
function principalComponents(columns: Float64Array[]): number[][] {
  const covariance = columns.map((a) =>
    columns.map((b) => a.reduce((sum, value, row) => sum + value * b[row]!, 0)),
  );
  const { eigenvalues, eigenvectors } = decomposeSymmetric(covariance);
  const order = eigenvalues.map((_, index) => index).sort((a, b) => eigenvalues[b]! - eigenvalues[a]!);
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  const components: number[][] = [];
  for (const index of order) {
    components.push(eigenvectors.map((row) => row[index]!));
    sum += eigenvalues[index]!;
    if (sum > VARIANCE_KEPT * total) break;
  }
  return components;
}

function distances(columns: Float64Array[], components: number[][], rows: number): Float64Array {
  const errors = new Float64Array(rows);
  const restored = new Float64Array(columns.length);
  for (let row = 0; row < rows; row++) {
    restored.fill(0);
    for (const component of components) {
      let projection = 0;
      for (let i = 0; i < columns.length; i++) projection += component[i]! * columns[i]![row]!;
      for (let i = 0; i < columns.length; i++) restored[i]! += projection * component[i]!;
    }
    let squares = 0;
    for (let i = 0; i < columns.length; i++) squares += (columns[i]![row]! - restored[i]!) ** 2;
    errors[row] = Math.sqrt(squares);
  }
  return errors;
}
