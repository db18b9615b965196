import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { badRequest } from '../../contract';
import { fixedRows } from '../onnx/fixedRows';
import { rowsPerCall } from '../onnx/rowsPerCall';
import { type EnterRuntime, openSession, padRows, planScores, VersionScorer } from '../scoring';
import type { RunSetup, VersionSetup } from './messages';
import type { OpenVersion } from './runBatch';

/** Opens the file of a version. @throws ModelWatchError `model-file` where it is not the file that was registered */
export async function openVersion(
  setup: RunSetup,
  version: VersionSetup,
  enter: EnterRuntime,
): Promise<OpenVersion> {
  const again = `register ${setup.model.model} ${version.version} again`;
  const onnx = await readFile(version.file).catch((error: unknown) => {
    throw badRequest(
      'model-file',
      `The ONNX file of ${version.version} cannot be read (${reasonOf(error)}); ${again}.`,
    );
  });
  if (createHash('sha256').update(onnx).digest('hex') !== version.digest) {
    throw badRequest('model-file', `The ONNX file of ${version.version} has changed on disk; ${again}.`);
  }
  const session = await enter(() => openSession(onnx)).catch((error: unknown) => {
    throw badRequest('model-file', `${version.version} cannot be opened: ${reasonOf(error)}`);
  });
  const rows = fixedRows(onnx);
  const plan = planScores(version.outputs, setup.model);
  return {
    scorer: new VersionScorer(
      rows === null ? session : padRows(session, rows),
      version.inputs,
      setup.features,
      plan,
      { enter, chunkRows: rowsPerCall(onnx, setup.chunkRows) },
    ),
    plan,
  };
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
