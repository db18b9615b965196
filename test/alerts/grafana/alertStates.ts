import type { GrafanaRule, Outcome } from './types';

/**
 * The states of one rule's alerts as Grafana 12 has them (its package ngalert/state, by behaviour): `for` is counted
 * from the first evaluation that would fire, KeepLast keeps Pending waiting and lets it fire when its time is over, an
 * alert that keeps its last state for want of data does not count as loaded for the recovery threshold, and a series
 * that is missing from two evaluations in a row is resolved.
 */
export interface AlertState {
  labels: Record<string, string>;
  state: 'Normal' | 'Pending' | 'Alerting';
  /** Kept for want of data, or because of an error. */
  isKept: boolean;
  since: number;
  missed: number;
}

export interface Transition {
  at: number;
  labels: Record<string, string>;
  from: AlertState['state'];
  to: AlertState['state'];
}

const EVALUATIONS_UNTIL_STALE = 2;

export class AlertStates {
  readonly #states = new Map<string, AlertState>();
  readonly #forMs: number;

  constructor(private readonly rule: Pick<GrafanaRule, 'for' | 'noDataState' | 'execErrState'>) {
    this.#forMs = durationMs(rule.for);
  }

  /** Label sets whose recovery threshold applies. */
  loaded(): Set<string> {
    const keys = [...this.#states].filter(([, { state, isKept }]) => state !== 'Normal' && !isKept);
    return new Set(keys.map(([key]) => key));
  }

  states(): AlertState[] {
    return [...this.#states.values()];
  }

  /** Takes the outcomes of one evaluation and tells what changed. */
  take(
    outcomes: ReadonlyMap<string, { labels: Record<string, string>; outcome: Outcome }>,
    now: number,
  ): Transition[] {
    const transitions: Transition[] = [];
    for (const [key, { labels, outcome }] of outcomes) {
      const state = this.#states.get(key) ?? {
        labels,
        state: 'Normal',
        isKept: false,
        since: now,
        missed: 0,
      };
      this.#states.set(key, state);
      state.missed = 0;
      this.#change(state, this.#next(state, outcome, now), now, transitions);
      state.isKept = outcome === 'NoData' || outcome === 'Error';
    }
    for (const [key, state] of this.#states) {
      if (outcomes.has(key)) continue;
      state.missed += 1;
      if (state.missed < EVALUATIONS_UNTIL_STALE) continue;
      this.#change(state, 'Normal', now, transitions);
      this.#states.delete(key);
    }
    return transitions;
  }

  #next({ state, since }: AlertState, outcome: Outcome, now: number): AlertState['state'] {
    const fire = (): AlertState['state'] => {
      if (state === 'Alerting') return 'Alerting';
      if (state === 'Pending') return now - since >= this.#forMs ? 'Alerting' : 'Pending';
      return this.#forMs > 0 ? 'Pending' : 'Alerting';
    };
    if (outcome === 'Normal') return 'Normal';
    if (outcome === 'Alerting') return fire();
    const chosen = outcome === 'NoData' ? this.rule.noDataState : this.rule.execErrState;
    if (chosen === 'Alerting') return fire();
    if (chosen === 'OK') return 'Normal';
    return state === 'Normal' ? 'Normal' : fire();
  }

  #change(state: AlertState, to: AlertState['state'], now: number, transitions: Transition[]): void {
    if (state.state === to) return;
    transitions.push({ at: now, labels: state.labels, from: state.state, to });
    state.state = to;
    state.since = now;
  }
}

export function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
  if (unitMs === undefined) throw new Error(`${text} is no duration`);
  return Number(count) * unitMs;
}
