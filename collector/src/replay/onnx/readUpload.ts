import { badRequest } from '../../contract';
import { describeModel } from './describeModel';
import type { OnnxDescription } from './description';

/** First bytes of what people upload by mistake. */
const FORMATS: [name: string, magic: string][] = [
  ['a PNG image', '89504e470d0a1a0a'],
  ['a JPEG image', 'ffd8ff'],
  ['a ZIP archive (PyTorch saves those; export the model with torch.onnx.export)', '504b0304'],
  ['a gzip file: unpack it first', '1f8b'],
  ['an HDF5 file (Keras saves those; convert it with tf2onnx)', '894844460d0a1a0a'],
  ['a Python pickle (export the model with skl2onnx)', '80'],
  ['an ORT-format file: upload the ONNX file it was made from', '080000004f52544d'],
  ['a Parquet file', '50415231'],
  ['JSON', '7b'],
];

/**
 * Reads an uploaded file as an ONNX model.
 * @throws ModelWatchError `empty-model`, `not-onnx` or `external-data`
 */
export function readUpload(onnx: Uint8Array): OnnxDescription {
  if (onnx.length === 0) {
    throw badRequest('empty-model', 'The ONNX file is empty; upload the file that the exporter wrote.');
  }
  const description = describe(onnx);
  if (description.externalFiles.length > 0) {
    const files = description.externalFiles.slice(0, 3).join(', ');
    throw badRequest(
      'external-data',
      `The model keeps its weights outside the ONNX file (in ${files}), where they cannot be uploaded; save it as one file, for example with onnx.save(model, path, save_as_external_data=False).`,
    );
  }
  if (description.outputs.length === 0) {
    throw badRequest('not-onnx', 'The ONNX file has a graph without outputs; export the whole model.');
  }
  return description;
}

function describe(onnx: Uint8Array): OnnxDescription {
  try {
    return describeModel(onnx);
  } catch (error) {
    const start = Buffer.from(onnx.subarray(0, 8)).toString('hex');
    const format = FORMATS.find(([, magic]) => start.startsWith(magic))?.[0];
    const seen = format
      ? `it starts like ${format}`
      : `its ${onnx.length} bytes do not read as a protobuf model (${error instanceof Error ? error.message : String(error)})`;
    throw badRequest(
      'not-onnx',
      `The file is no ONNX model: ${seen}. Upload a file that an ONNX exporter wrote.`,
    );
  }
}
