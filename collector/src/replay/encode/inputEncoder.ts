import { badRequest, type FeatureSpec, type TensorInput } from '../../contract';
import { type ElementType, featuresOf, parseTensorType } from './tensorType';
import type { Column } from '../../store';
import { bindNumbers, type FillNumbers } from './columnNumbers';
import { bindTexts, type FillTexts } from './columnTexts';
import { type FeaturePlan, planFeature } from './planFeature';
import type { RowProblems } from './rowProblems';

export type TensorData = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | string[];

/** One tensor of a chunk of rows. */
export interface EncodedTensor {
  type: ElementType;
  data: TensorData;
  dims: number[];
}

/**
 * Makes the tensor of one input from columns: bound to a batch once, then asked for chunks of its rows. The data of
 * a full chunk is written over and over into the same place; it is read before the next chunk is asked for.
 */
export class InputEncoder {
  readonly name: string;
  private readonly type: ElementType;
  private readonly columns: number;
  private readonly axes: 1 | 2;
  private readonly features: string[];
  private readonly plans: FeaturePlan[];
  private numbers: FillNumbers[] = [];
  private texts: FillTexts[] = [];
  private reused: Float32Array | Float64Array | undefined;

  constructor(
    private readonly input: TensorInput,
    features: readonly FeatureSpec[],
    private readonly chunkRows: number,
  ) {
    const { elementType, columns, axes } = parseTensorType(input);
    this.name = input.name;
    this.type = elementType;
    this.columns = columns;
    this.axes = axes;
    this.features = featuresOf(input);
    this.plans =
      elementType === 'string' ? [] : this.features.map((name) => planFeature(input, name, features));
  }

  bind(columns: Readonly<Record<string, Column>>): void {
    const columnOf = (name: string): Column => {
      const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
      if (!column) throw badRequest('model-inputs', `The rows have no feature ${name}.`);
      return column;
    };
    if (this.type === 'string') {
      this.texts = this.features.map((name) => bindTexts(this.input, name, columnOf(name)));
    } else this.numbers = this.plans.map((plan) => bindNumbers(plan, columnOf(plan.feature)));
  }

  /** The tensor of the first `count` rows named; what cannot be encoded is told in `problems`. */
  encode(rows: Int32Array, count: number, problems: RowProblems): EncodedTensor {
    const dims = this.axes === 1 ? [count] : [count, this.columns];
    if (this.type === 'string') {
      const data = new Array<string>(count * this.columns);
      this.texts.forEach((fill, j) => fill(data, j, this.columns, rows, count, problems));
      return { type: 'string', data, dims };
    }
    const numbers = this.allocate(count);
    this.numbers.forEach((fill, j) => fill(numbers, j, this.columns, rows, count, problems));
    return { type: this.type, data: convert(this.type, numbers), dims };
  }

  private allocate(count: number): Float32Array | Float64Array {
    const Numbers = this.type === 'float32' ? Float32Array : Float64Array;
    if (count !== this.chunkRows) return new Numbers(count * this.columns);
    return (this.reused ??= new Numbers(count * this.columns));
  }
}

function convert(type: ElementType, numbers: Float32Array | Float64Array): TensorData {
  if (type === 'int32') return Int32Array.from(numbers);
  if (type === 'int64') return BigInt64Array.from(numbers as Float64Array, (value) => BigInt(value || 0));
  if (type === 'bool') return Uint8Array.from(numbers, (value) => (value !== 0 ? 1 : 0));
  return numbers;
}
