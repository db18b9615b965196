import { badRequest, noOutcomes, parseDuration } from '../../contract';
import { keyOf } from '../labelSets';
import type { QueryPlan } from '../plan';
import { aggregateOf, type InputReader } from './cell';

const HOUR_MS = 3_600_000;

/** What came of predictions within the attribution window of an outcome. */
export const outcomes: InputReader<'outcomes'> = {
  read: async (plan, store, signal) => {
    const counted = await store.countOutcomes({ ...aggregateOf(plan), ...askedOf(plan) }, signal);
    return counted.map(({ bucket, labels, value }) => ({ bucket, labels, input: value }));
  },
  empty: noOutcomes,
};

/** The same of two deployments over the same time. */
export const outcomePair: InputReader<'outcomePair'> = {
  read: async (plan, store, signal) => {
    const { of, against } = deploymentsOf(plan);
    const counted = await store.countOutcomes(
      {
        ...aggregateOf(plan),
        selection: {
          ...plan.selection,
          filters: [...plan.selection.filters, { key: 'deployment', operator: '=', values: [of, against] }],
        },
        groupBy: [...plan.groupBy, 'deployment'],
        ...askedOf(plan),
      },
      signal,
    );
    const cells = new Map<string, ReturnType<typeof outcomePair.empty> & { place: Place }>();
    for (const { bucket, labels: all, value } of counted) {
      const { deployment, ...labels } = all;
      const key = `${bucket}|${keyOf(labels)}`;
      const cell = cells.get(key) ?? { place: { bucket, labels }, of: noOutcomes(), against: noOutcomes() };
      cell[deployment === of ? 'of' : 'against'] = value;
      cells.set(key, cell);
    }
    return [...cells.values()].map(({ place, ...input }) => ({ ...place, input }));
  },
  empty: () => ({ of: noOutcomes(), against: noOutcomes() }),
};

interface Place {
  bucket: number | null;
  labels: Record<string, string>;
}

function deploymentsOf({ params, groupBy }: QueryPlan): { of: string; against: string } {
  if (groupBy.includes('deployment')) {
    throw badRequest(
      'group-not-expected',
      '$.query.groupBy: an uplift compares two deployments already; group by something else.',
      '$.query.groupBy',
    );
  }
  const [of, against] = [String(params.deployment), String(params.against)];
  if (of !== against) return { of, against };
  throw badRequest(
    'parameter-invalid',
    `$.query.params.against: ${of} cannot be compared with itself.`,
    '$.query.params.against',
  );
}

/** Which outcome, and how long after its prediction it counts: the query's word, else what the model declares. */
function askedOf({ params, model, asOf, now }: QueryPlan): {
  outcome: string;
  attributionMs: number;
  asOf: number;
} {
  const declared = model?.spec.outcomes ?? [];
  const outcome = params.outcome === undefined ? declared[0]?.name : String(params.outcome);
  if (outcome === undefined) {
    throw badRequest(
      'parameter-missing',
      '$.query.params.outcome is missing, and the model file declares no outcomes: name one, or declare it.',
      '$.query.params.outcome',
    );
  }
  const spec = declared.find(({ name }) => name === outcome);
  const attributionMs =
    typeof params.attributionHours === 'number'
      ? params.attributionHours * HOUR_MS
      : spec && parseDuration(spec.window);
  if (attributionMs === undefined) {
    const names = declared.map(({ name }) => name).join(', ') || 'none';
    throw badRequest(
      'outcome-unknown',
      `$.query.params.outcome: the model file declares no outcome ${outcome} (it declares ${names}); declare it with its ` +
        'window, or say how long after a prediction it counts in params.attributionHours.',
      '$.query.params.outcome',
    );
  }
  return { outcome, attributionMs, asOf: asOf === Infinity ? Infinity : Math.min(asOf, now) };
}
