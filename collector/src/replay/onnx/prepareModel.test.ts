import type { ModelSpec, VersionSpec } from '../../contract';
import { buildWorker } from '../testing/buildWorker';
import { demoFile, demoModel } from '../testing/demoLog';
import { encodeBytesField, encodeTextField, encodeVarintField, joinBytes, readFields } from './wire';
import { createPrepareModel } from './prepareModel';
import { describeModel } from './describeModel';
import { GRAPH, MODEL, NODE, OPERATOR_SET, STRING_ENTRY, TENSOR } from './fieldNumbers';

let prepare: ReturnType<typeof createPrepareModel>;
let workerFile: string;
const model = demoModel();
const specOf = (version: string): VersionSpec => {
  const { file: _file, ...spec } = model.versions![version]!;
  return spec;
};

beforeAll(async () => {
  workerFile = buildWorker();
  prepare = createPrepareModel({ workerFile, timeLimitMs: 20_000 });
}, 30_000);

/** Replaces or adds fields of the graph of a model. */
function editGraph(onnx: Uint8Array, edit: (graph: Uint8Array) => Uint8Array): Uint8Array {
  return joinBytes(
    readFields(onnx).map((field) =>
      field.number === MODEL.graph ? encodeBytesField(MODEL.graph, edit(field.bytes)) : field.raw,
    ),
  );
}

const refusal = (onnx: Uint8Array, spec: VersionSpec, of: ModelSpec = model) =>
  prepare(onnx, spec, of).then(
    () => {
      throw new Error('it was taken');
    },
    (error: unknown) => error as { code: string; message: string; path?: string },
  );

describe('a model that can be run', () => {
  it('keeps the bytes of a model with tensor outputs, and reads its classes', async () => {
    const onnx = demoFile('v2.onnx');
    const prepared = await prepare(onnx, specOf('v2'), model);
    expect(Buffer.from(prepared.runnable).equals(onnx)).toBe(true);
    expect(prepared.rewritten).toEqual([]);
    expect(prepared.spec.outputs).toEqual({
      label: 'label',
      probabilities: 'probabilities',
      classes: ['0', '1'],
    });
  });

  it('takes a ZipMap off and keeps every other byte of the file', async () => {
    const onnx = demoFile('v1.onnx');
    const prepared = await prepare(onnx, specOf('v1'), model);
    expect(prepared.rewritten).toEqual([
      'The ZipMap behind output_probability was taken off: probabilities is the output now, with the classes 0, 1 in its columns.',
    ]);
    expect(prepared.spec.outputs).toMatchObject({ probabilities: 'probabilities', classes: ['0', '1'] });
    const fieldsOf = (bytes: Uint8Array) => {
      const all = readFields(bytes);
      const graph = readFields(all.find((field) => field.number === MODEL.graph)!.bytes);
      return [...all.filter((field) => field.number !== MODEL.graph), ...graph].map((field) =>
        Buffer.from(field.raw).toString('hex'),
      );
    };
    const [before, after] = [fieldsOf(onnx), fieldsOf(prepared.runnable)];
    expect(after.filter((field) => !before.includes(field))).toHaveLength(1);
    expect(before.filter((field) => !after.includes(field))).toHaveLength(2);
    expect(describeModel(prepared.runnable).nodes.map((node) => node.operator)).not.toContain('ZipMap');
  });

  it('tells inputs from their names where that is no guess', async () => {
    const prepared = await prepare(demoFile('v1.onnx'), {}, model);
    expect(prepared.spec.inputs?.slice(0, 2)).toEqual([
      { name: 'AGEP', tensor: 'float32 [N,1]', feature: 'AGEP' },
      { name: 'SCHL', tensor: 'string [N,1]', feature: 'SCHL', missing: '' },
    ]);
  });
});

describe('a file that is no model', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'empty-model', /empty/],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-onnx', /PNG image/],
    ['a text', Buffer.from('hello, this is no model'), 'not-onnx', /no ONNX model/],
    ['half a model', demoFile('v2.onnx').subarray(0, 5000), 'not-onnx', /no ONNX model/],
  ])('%s is refused with what it is', async (_name, onnx, code, message) => {
    const problem = await refusal(onnx, specOf('v2'));
    expect(problem).toMatchObject({ name: 'ModelWatchError', code });
    expect(problem.message).toMatch(message);
  });
});

describe('a model that cannot be run', () => {
  it('has an operator set from the future', async () => {
    const onnx = joinBytes(
      readFields(demoFile('v3.onnx')).map((field) =>
        field.number === MODEL.opsetImport
          ? encodeBytesField(MODEL.opsetImport, encodeVarintField(OPERATOR_SET.version, 99))
          : field.raw,
      ),
    );
    expect(await refusal(onnx, specOf('v3'))).toMatchObject({ code: 'unsupported-opset' });
  });

  it('keeps its weights in another file', async () => {
    const entry = joinBytes([
      encodeTextField(STRING_ENTRY.key, 'location'),
      encodeTextField(STRING_ENTRY.value, '../../weights.bin'),
    ]);
    const tensor = joinBytes([
      encodeTextField(TENSOR.name, 'w'),
      encodeBytesField(TENSOR.externalData, entry),
      encodeVarintField(TENSOR.dataLocation, 1),
    ]);
    const onnx = editGraph(demoFile('v2.onnx'), (graph) =>
      joinBytes([graph, encodeBytesField(GRAPH.initializer, tensor)]),
    );
    const problem = await refusal(onnx, specOf('v2'));
    expect(problem.code).toBe('external-data');
    expect(problem.message).toContain('../../weights.bin');
  });

  it('uses an operator that nobody has', async () => {
    const onnx = editGraph(demoFile('v2.onnx'), (graph) =>
      joinBytes(
        readFields(graph).map((field) => {
          if (field.number !== GRAPH.node) return field.raw;
          const node = readFields(field.bytes).map((one) =>
            one.number === NODE.operator && Buffer.from(one.bytes).toString() === 'Identity'
              ? encodeTextField(NODE.operator, 'Frobnicate')
              : one.raw,
          );
          return encodeBytesField(GRAPH.node, joinBytes(node));
        }),
      ),
    );
    const problem = await refusal(onnx, specOf('v2'));
    expect(problem.code).toBe('model-refused');
    expect(problem.message).toContain('Frobnicate');
  });
});

describe('a version that does not fit its file', () => {
  const [x] = specOf('v2').inputs!;
  const { features, ...rest } = x!;
  it.each<[string, VersionSpec, string, RegExp]>([
    [
      'an input of another name',
      { inputs: [{ ...x!, name: 'Z' }] },
      '$.inputs[0]',
      /no input named Z; it has X/,
    ],
    [
      'too few columns',
      { inputs: [{ ...x!, tensor: 'float32 [N,13]' }] },
      '$.inputs[0].tensor',
      /float32 \[N,14\]/,
    ],
    ['another type', { inputs: [{ ...x!, tensor: 'int64 [N,14]' }] }, '$.inputs[0].tensor', /is float32/],
    [
      'too few features',
      { inputs: [{ ...rest, features: features!.slice(1) }] },
      '$.inputs[0]',
      /names 13 features/,
    ],
    [
      'an unknown feature',
      { inputs: [{ ...rest, features: ['AGE', ...features!.slice(1)] }] },
      '$.inputs[0]',
      /AGE/,
    ],
    ['no inputs, and no way to tell them', {}, '$.inputs', /cannot be told/],
    [
      'an unknown output',
      { ...specOf('v2'), outputs: { probabilities: 'p' } },
      '$.outputs.probabilities',
      /named p/,
    ],
    [
      'the labels as scores',
      { ...specOf('v2'), outputs: { probabilities: 'label' } },
      '$.outputs.probabilities',
      /int64/,
    ],
  ])('%s', async (_name, spec, path, message) => {
    const problem = await refusal(demoFile('v2.onnx'), spec);
    expect(problem).toMatchObject({ name: 'ModelWatchError', path });
    expect(problem.message).toMatch(message);
  });

  it('scores other classes than the model has', async () => {
    const other = { ...model, positiveClass: 'yes' };
    const problem = await refusal(demoFile('v1.onnx'), specOf('v1'), other);
    expect(problem.message).toContain('a class yes');
  });
});

it('gives a model that does not come back a sentence, and ends its process', async () => {
  const hurried = createPrepareModel({ workerFile, timeLimitMs: 1 });
  await expect(hurried(demoFile('v2.onnx'), specOf('v2'), model)).rejects.toMatchObject({
    code: 'model-timeout',
  });
});
