import { badRequest, type VersionSpec } from '../../contract';
import type { PrepareModel } from '../../registry';
import { featuresOf } from '../encode';
import { builtWorkerFile } from '../worker/workerFile';
import { inferInputs } from './inferInputs';
import { matchInputs } from './matchInputs';
import { matchOutputs } from './matchOutputs';
import { readUpload } from './readUpload';
import { rewriteZipMap, type ZipMapRewrite } from './rewriteZipMap';
import { tryModel } from './tryModel';

export interface PrepareOptions {
  /** The built program of the workers; beside the collector's own unless given. */
  workerFile?: string;
  /** Within which a model must open and score three rows. Large models take seconds to open. */
  timeLimitMs?: number;
}

const DEFAULT_TIME_LIMIT_MS = 60_000;

/**
 * Makes the check that the registry asks for: an uploaded file is read, held against what the version declares,
 * rewritten where the runtime would refuse it, and tried out of harm's way.
 */
export function createPrepareModel({
  workerFile = builtWorkerFile(),
  timeLimitMs = DEFAULT_TIME_LIMIT_MS,
}: PrepareOptions = {}): PrepareModel {
  return async (onnx, spec, model, rows) => {
    const description = readUpload(onnx);
    const usesZipMap = description.nodes.find(
      (node) =>
        node.operator !== 'ZipMap' && node.inputs.some((name) => zipMapOutputs(description).has(name)),
    );
    if (usesZipMap) {
      throw badRequest(
        'model-outputs',
        `The node ${usesZipMap.operator} reads the output of a ZipMap, which cannot be taken off then; export the model without ZipMap.`,
      );
    }
    const inputs = spec.inputs ?? inferInputs(description.inputs, model);
    matchInputs(inputs, description.inputs, model);
    const { onnx: runnable, replaced } = rewriteZipMap(onnx, description);
    const outputs = matchOutputs(spec.outputs, description, replaced, model);
    const isWhole = inputs.flatMap(featuresOf).every((name) => rows && Object.hasOwn(rows.features, name));
    const scored = await tryModel(
      { onnx: runnable, inputs, outputs, model, ...(isWhole && { rows }) },
      { workerFile, timeLimitMs },
    );
    const filled: VersionSpec = { ...spec, inputs, outputs };
    return { runnable, rewritten: describeRewrite(replaced), spec: filled, scored };
  };
}

const zipMapOutputs = (description: ReturnType<typeof readUpload>): Set<string> =>
  new Set(description.nodes.filter((node) => node.operator === 'ZipMap').flatMap((node) => node.outputs));

const describeRewrite = (replaced: ZipMapRewrite['replaced']): string[] =>
  Object.entries(replaced).map(
    ([output, { tensor, classes }]) =>
      `The ZipMap behind ${output} was taken off: ${tensor} is the output now, with the classes ${classes.join(', ')} in its columns.`,
  );
