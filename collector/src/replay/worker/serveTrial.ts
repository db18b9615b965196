import { fixedRows } from '../onnx/fixedRows';
import { rowsPerCall } from '../onnx/rowsPerCall';
import { openSession, padRows, planScores, VersionScorer } from '../scoring';
import { reasonOf } from './openVersion';
import { TRIAL_ROWS, type TrialAnswer, trialColumns, type TrialRequest } from './trial';

/** Serves one trial in this process, then ends it. */
export function serveTrial(): void {
  process.once('message', (request: TrialRequest) => {
    void tryModel(request).then((answer) => {
      process.send?.(answer, () => process.disconnect());
    });
  });
}

async function tryModel(request: TrialRequest): Promise<TrialAnswer> {
  let stage: 'opening' | 'scoring' = 'opening';
  try {
    const session = await openSession(request.onnx);
    stage = 'scoring';
    const plan = planScores(request.outputs, request.model);
    const rows = fixedRows(request.onnx);
    const scorer = new VersionScorer(
      rows === null ? session : padRows(session, rows),
      request.inputs,
      request.model.features,
      plan,
      { chunkRows: rowsPerCall(request.onnx) },
    );
    const { scores, failed } = await scorer.score(trialColumns(request), TRIAL_ROWS);
    const isScored = scores.some((score) => !Number.isNaN(score));
    if (!isScored) return { ok: false, stage, message: Object.keys(failed).join('; ') };
    if (!request.rows) return { ok: true };
    const scored = await scorer.score(request.rows.features, request.rows.rows);
    return { ok: true, scored: { scores: scored.scores, failed: scored.failed } };
  } catch (error) {
    return { ok: false, stage, message: reasonOf(error) };
  }
}
