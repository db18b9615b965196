import { type InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * A session whose graph takes exactly so many rows, as one that takes up to as many: the last row is repeated, and
 * what comes of the repetitions is left out.
 */
export function padRows(session: InferenceSession, rows: number): InferenceSession {
  const padded = Object.create(session) as InferenceSession;
  padded.run = async (feeds: InferenceSession.OnnxValueMapType, fetches: unknown) => {
    const count = Object.values(feeds)[0]?.dims[0] ?? rows;
    const whole = Object.fromEntries(
      Object.entries(feeds).map(([name, tensor]) => [name, pad(tensor, rows)]),
    );
    const outputs = await session.run(whole, fetches as readonly string[]);
    return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, cut(tensor, count)]));
  };
  return padded;
}

function pad(tensor: Tensor, rows: number): Tensor {
  const [count = 0, ...rest] = tensor.dims;
  if (count === rows) return tensor;
  const columns = rest.reduce((product, size) => product * size, 1);
  const { data } = tensor;
  if (Array.isArray(data)) {
    const last = data.slice(-columns);
    const texts = [...data, ...Array.from({ length: rows - count }, () => last).flat()];
    return new Tensor('string', texts, [rows, ...rest]);
  }
  const Numbers = data.constructor as new (length: number) => Float32Array;
  const numbers = new Numbers(rows * columns);
  const given = data as Float32Array;
  numbers.set(given);
  for (let row = count; row < rows; row++) numbers.set(given.subarray((count - 1) * columns), row * columns);
  return new Tensor(tensor.type as 'float32', numbers, [rows, ...rest]);
}

function cut(tensor: Tensor, count: number): Tensor {
  const [rows = 0, ...rest] = tensor.dims;
  if (rows === count) return tensor;
  const columns = rest.reduce((product, size) => product * size, 1);
  const { data } = tensor;
  if (Array.isArray(data)) return new Tensor('string', data.slice(0, count * columns), [count, ...rest]);
  const numbers = (data as Float32Array).slice(0, count * columns);
  return new Tensor(tensor.type as 'float32', numbers, [count, ...rest]);
}
