import type { PredictionRecord } from '../contract';
import type { Journal } from '../journal';

/** Requests of one model and deployment since the start, by what became of them. */
export interface Served {
  model: string;
  deployment: string;
  answered: number;
  /** Refused as wrong: status 400 to 499. */
  refused: number;
  /** Failed on our side: status 500 and above. */
  failed: number;
  /** Of those with a latency, the ones above the objective's bound; 0 where the model has none. */
  slow: number;
}

export interface ServedCounts {
  /** The journal through which events come in: what it admits as new is counted, as it arrives. */
  tap(journal: Pick<Journal, 'submit'>): Pick<Journal, 'submit'>;
  totals(): readonly Served[];
}

type Result = 'answered' | 'refused' | 'failed';

/** What one prediction adds, kept while its flush is awaited in the place of the record. */
interface Addition {
  served: Served;
  result: Result;
  isSlow: boolean;
  weight: number;
}

/**
 * Counts requests by model for Prometheus, whose rules need counters. They begin at 0 with the process, as counters do,
 * and count predictions when they arrive: one that is sent late counts late, which queries do not.
 * @param boundOf milliseconds up to which a request of the model is fast enough; null without such an objective
 */
export function createServedCounts(boundOf: (model: string) => number | null): ServedCounts {
  const byKey = new Map<string, Served>();

  function servedOf({ model, deployment }: PredictionRecord): Served {
    const key = `${model} ${deployment}`;
    const known = byKey.get(key);
    if (known) return known;
    const served: Served = { model, deployment, answered: 0, refused: 0, failed: 0, slow: 0 };
    byKey.set(key, served);
    return served;
  }

  function additionOf(record: PredictionRecord): Addition {
    const bound = boundOf(record.model);
    return {
      served: servedOf(record),
      result: resultOf(record.status),
      isSlow: bound !== null && record.latencyMs !== null && record.latencyMs > bound,
      weight: 1 / record.sampleRate,
    };
  }

  return {
    totals: () => [...byKey.values()],
    tap: (journal) => ({
      async submit(submissions) {
        const additions = submissions.map(({ record }) =>
          record.kind === 'prediction' ? additionOf(record) : null,
        );
        const admissions = await journal.submit(submissions);
        additions.forEach((addition, place) => {
          if (addition && admissions[place] === 'accepted') add(addition);
        });
        return admissions;
      },
    }),
  };
}

function add({ served, result, isSlow, weight }: Addition): void {
  served[result] += weight;
  if (isSlow) served.slow += weight;
}

const resultOf = (status: number): Result =>
  status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'answered';
