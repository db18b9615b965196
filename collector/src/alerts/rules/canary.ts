import type { ModelSpec } from '../../contract';
import type { AlertRule, UnknownStates } from '../rule';
import { askBurnRate, canBurn } from './askBurnRate';

/** A canary that is not there spends nothing: its alert ends with it. */
const WITHOUT_CANARY: UnknownStates = {
  noData: 'OK',
  error: 'KeepLast',
  because:
    'null means that no canary answered a request in these hours: it was rolled back or promoted, and there is ' +
    'nothing left to roll back.',
};

/** A canary is judged alone: at 5 % of the traffic it hides in every number of the whole. */
export function canaryRules(spec: ModelSpec): AlertRule[] {
  return (['availability', 'latency'] as const).flatMap((indicator): AlertRule[] => {
    if (!canBurn(spec, indicator, CANARY_FACTOR)) return [];
    const what = indicator === 'latency' ? 'takes too long' : 'fails';
    const asked = askBurnRate(spec, indicator, {
      longMinutes: 1440,
      shortMinutes: 360,
      threshold: CANARY_FACTOR,
    });
    return [
      {
        name: `canary-${indicator}`,
        title: `Canary ${what}`,
        severity: 'page',
        cause: 'canary',
        everyMinutes: 1,
        forMinutes: 0,
        queries: [
          {
            ...asked,
            query: { ...asked.query, filters: [{ key: 'deployment', operator: '=', values: ['canary'] }] },
          },
        ],
        threshold: {
          fires: { type: 'gt', value: CANARY_FACTOR },
          stops: { type: 'lt', value: CANARY_FACTOR / 2 },
        },
        unknown: WITHOUT_CANARY,
        summary: `The canary of model {{ $labels.model }} ${what}`,
        description:
          `Requests of deployment canary in the last day and still in its last 6 hours: ${CANARY_FACTOR} times the share that ` +
          `the objective of ${indicator} allows, and at least five of them.`,
        runbook: 'canary',
        investigation: { from: '24h' },
      },
    ];
  });
}

const CANARY_FACTOR = 4;
