import { AlertStates, durationMs, type Transition } from './grafana/alertStates';
import { evaluateRule } from './grafana/evaluateRule';
import type { Ask, GrafanaRule, GrafanaRuleFile } from './grafana/types';

/** An alert from its first notification to its end. */
export interface Announcement {
  rule: GrafanaRule;
  labels: Record<string, string>;
  at: number;
  /** Null while it still fires at the end of the simulation. */
  until: number | null;
}

export interface Simulation {
  announcements: Announcement[];
  evaluations: number;
  /** Rules that never had a number, and so were not tried. */
  silent: string[];
}

export interface SimulationOptions {
  from: number;
  to: number;
  /** Evaluations are at least so far apart: a group's own interval, unless it is coarser. */
  stepMs?: number;
  uids?: readonly string[];
}

/** Evaluates rules as Grafana's scheduler does, each group at its pace, at moments of the past. */
export async function simulate(
  { groups }: GrafanaRuleFile,
  ask: Ask,
  { from, to, stepMs = 0, uids }: SimulationOptions,
): Promise<Simulation> {
  const announcements: Announcement[] = [];
  const silent: string[] = [];
  let evaluations = 0;
  for (const { interval, rules } of groups) {
    const every = Math.max(durationMs(interval), stepMs);
    for (const rule of rules.filter(({ uid }) => uids?.includes(uid) ?? true)) {
      const states = new AlertStates(rule);
      let hadNumber = false;
      for (let now = from; now <= to; now += every) {
        const outcomes = await evaluateRule(rule, { ask, now, loaded: states.loaded() });
        evaluations += 1;
        hadNumber ||= [...outcomes.values()].some(({ outcome }) => outcome !== 'NoData');
        note(announcements, rule, states.take(outcomes, now));
      }
      if (!hadNumber) silent.push(rule.uid);
    }
  }
  return { announcements: announcements.sort((a, b) => a.at - b.at), evaluations, silent };
}

function note(announcements: Announcement[], rule: GrafanaRule, transitions: Transition[]): void {
  for (const { at, labels, from, to } of transitions) {
    if (to === 'Alerting') announcements.push({ rule, labels, at, until: null });
    if (from !== 'Alerting') continue;
    const open = announcements.find(
      (one) =>
        one.rule === rule && one.until === null && JSON.stringify(one.labels) === JSON.stringify(labels),
    );
    open!.until = at;
  }
}
