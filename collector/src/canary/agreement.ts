import { badRequest } from '../contract';
import { rateSequence } from '../measures';
import { openLiveScorer } from '../replay';
import type { Finding } from './judge';
import { type CanaryParts, type CanaryPlan, selectionOf } from './plan';

/** Rows that are scored at a look; the first ones, so that a later look sees the same and more. */
const MOST_ROWS = 50_000;

/**
 * Share of the canary's requests that the version in production would have answered with the same class: it scores
 * them now, because at the time only one of the two was asked.
 */
export async function compareAgreement(
  plan: CanaryPlan,
  bound: number,
  { store, registry, workerFile }: CanaryParts,
  signal?: AbortSignal,
): Promise<Finding> {
  const { model, task } = plan.entry.spec;
  if (task === 'regression') {
    throw badRequest('bound-invalid', `${model} has no classes that could agree.`, '$.bounds.agreement');
  }
  const version = registry.productionVersion(model);
  if (version === null) {
    throw badRequest(
      'bound-invalid',
      `${model} has no version in production to agree with.`,
      '$.bounds.agreement',
    );
  }
  const scorer = await openLiveScorer({ registry, model, version, workerFile });
  let [compared, agreed] = [0, 0];
  try {
    const rows = store.readRows(
      {
        selection: selectionOf(plan, [plan.deployment]),
        features: [...scorer.features],
        segments: [],
        asOf: 0,
        answeredOnly: true,
        withIds: false,
      },
      signal,
    );
    for await (const { ids: _ids, numbers: _numbers, ts: _ts, ...batch } of rows) {
      if (batch.rows === 0) continue;
      const { agrees } = await scorer.score(batch);
      compared += agrees.filter((same) => same !== null).length;
      agreed += agrees.filter((same) => same === true).length;
      if (compared >= MOST_ROWS) break;
    }
  } finally {
    scorer.close();
  }
  const share = compared > 0 ? agreed / compared : 0;
  return {
    name: 'agreement',
    title: `Agreement with ${version}`,
    unit: 'percentunit',
    canary: null,
    stable: null,
    value: compared > 0 ? share : null,
    interval: compared > 0 ? rateSequence({ share, n: compared, confidence: plan.confidence }) : null,
    bound,
    better: 'higher',
    predictions: compared,
    enough: 1,
  };
}
