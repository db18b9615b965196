import type {
  FrozenEvidence,
  FrozenReplay,
  FrozenVersion,
  Investigation,
  ModelEntry,
  ReplayRun,
} from '../../contract';
import { requireTime } from '../../contract';
import type { QueryEngine } from '../../query';
import type { Registry } from '../../registry';
import type { Store } from '../../store';
import { drawFigure, planFigures } from './figures';
import { freezeData } from './freezeData';
import { timelineOf } from './timelineOf';

export interface FreezeSources {
  store: Pick<Store, 'readRows' | 'countRows' | 'changes'>;
  registry: Pick<Registry, 'requireModel' | 'productionVersion'>;
  query: QueryEngine;
  replays: { list(): Promise<ReplayRun[]> };
  /** Version of the collector. */
  version: string;
}

const MOST_REPLAYS = 20;

/** Everything that the figures of a postmortem rest on, as it is now. */
export async function freezeEvidence(
  sources: FreezeSources,
  investigation: Investigation,
  asOf: number,
): Promise<FrozenEvidence> {
  const { registry, store, query } = sources;
  const { model, filters = [] } = investigation.request;
  const entry = registry.requireModel(model);
  const [from, to] = windowOf(investigation);
  const data = await freezeData(store, { entry, from, to, filters, asOf });
  const figures = [];
  // One after another: what runs besides must not wait for all of them.
  for (const planned of planFigures(investigation, asOf)) figures.push(await drawFigure(query, planned));
  return {
    asOf,
    collector: sources.version,
    production: registry.productionVersion(model),
    versions: freezeVersions(entry),
    data,
    figures,
    replays: replaysOf(await sources.replays.list(), model, from, to),
    timeline: await timelineOf(store, investigation, { from, to }),
  };
}

function windowOf({ read, request }: Investigation): [number, number] {
  if (read) return [read.window.from, read.window.to];
  return [requireTime(request.from, '$.from'), requireTime(request.to, '$.to')];
}

export function freezeVersions({ versions, baselines }: ModelEntry): FrozenVersion[] {
  return Object.values(versions).map(({ version, digest, runnableDigest, registeredAt }) => {
    const baseline = baselines[version];
    return {
      version,
      digest,
      runnableDigest,
      registeredAt,
      baseline: baseline ? { digest: baseline.digest, rows: baseline.rows } : null,
    };
  });
}

/** Replays of the model that have ended well and touch the window. */
function replaysOf(runs: ReplayRun[], model: string, from: number, to: number): FrozenReplay[] {
  return runs
    .filter(({ state, request }) => state === 'done' && request.model === model)
    .filter(({ request }) => Date.parse(request.from) < to && Date.parse(request.to) > from)
    .slice(0, MOST_REPLAYS)
    .map(({ id, request, logged, results }) => ({
      id,
      request,
      logged,
      results: results.map(({ version, repaired, rows, meanScore, agreementWithLogged, performance }) => ({
        version,
        repaired,
        rows,
        meanScore,
        agreementWithLogged,
        performance,
      })),
    }));
}
