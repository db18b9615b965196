import { createHash } from 'node:crypto';
import {
  type ChangeRecord,
  type ModelEntry,
  parseDuration,
  type RetrainingRequest,
  type RetrainingTriggerSpec,
} from '../contract';
import type { QueryEngine } from '../query';
import type { Registry } from '../registry';
import { latestMatureEnd, readCoverage } from './labels';
import type { OpenCause } from './ruleState';

export interface RequestParts {
  entry: ModelEntry;
  registry: Pick<Registry, 'productionVersion' | 'baseline'>;
  engine: QueryEngine;
  changes: readonly ChangeRecord[];
  /** Of other rules, without an end. */
  others: string[];
  now: number;
}

const DAY_MS = 86_400_000;
const TRAIN_ON = '30d';

/** Everything that the training job needs to know. */
export async function buildRequest(
  rule: RetrainingTriggerSpec,
  causes: readonly OpenCause[],
  { entry, registry, engine, changes, others, now }: RequestParts,
  signal?: AbortSignal,
): Promise<RetrainingRequest> {
  const { spec, schema, versions } = entry;
  const { model } = spec;
  const version = registry.productionVersion(model);
  const baseline = registry.baseline(model);
  const last = changes
    .filter(({ change }) => change === 'retraining')
    .sort((a, b) => a.ts - b.ts)
    .at(-1);
  return {
    id: idOf(model, rule.name, causes),
    at: now,
    model,
    trigger: rule.name,
    reason: causes.map(({ reason }) => reason).join('; '),
    causes: causes.map(({ requestId: _, wellSince: __, ...cause }) => cause),
    training: await trainingRange(entry, engine, now, signal),
    baseline: baseline && {
      version: baseline.version,
      digest: baseline.digest,
      kind: baseline.kind,
      rows: baseline.rows,
    },
    lineage: {
      version,
      digest: (version !== null && versions[version]?.digest) || null,
      schema: schema.version,
      features: schema.features.map(({ name }) => name),
      lastRetraining: last
        ? { at: last.ts, version: last.version, status: last.status, text: last.text }
        : null,
    },
    others,
    toldAt: null,
  };
}

/** The same for the same causes, so that a request that is told again is known. */
function idOf(model: string, trigger: string, causes: readonly OpenCause[]): string {
  const parts = [model, trigger, ...causes.map(({ key, since }) => [key, since])];
  return `rt-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}

/** The last labelled time, up to the last day whose labels have arrived. */
async function trainingRange(
  { spec }: ModelEntry,
  engine: QueryEngine,
  now: number,
  signal?: AbortSignal,
): Promise<RetrainingRequest['training']> {
  const to = await latestMatureEnd(engine, spec, DAY_MS, now, signal);
  if (to === null) return null;
  const from = to - parseDuration(spec.retraining?.trainOn ?? TRAIN_ON);
  const { value } = await readCoverage(engine, spec.model, { from, to }, signal);
  return { from, to, coverage: value ?? 0 };
}
