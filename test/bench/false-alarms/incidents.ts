import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertRule } from '../../../collector/src/alerts';
import type { Alarm } from './alarm';

interface Incident {
  name: string;
  from: string;
  to: string;
  began: string;
  kind: string;
  feature: string | null;
}

/** What each told of an incident, in minutes after it began; null where nothing was told until a day after its end. */
export interface Detection {
  name: string;
  page: { rule: string; minutes: number } | null;
  ticket: { rule: string; minutes: number } | null;
  peers: Record<string, number | 'before' | null>;
}

export const readIncidents = (): Incident[] =>
  (
    JSON.parse(readFileSync(join(__dirname, '../incidents/employment.json'), 'utf8')) as {
      incidents: Incident[];
    }
  ).incidents;

/** Causes of rules that are about an incident which is of no feature. */
const CAUSES: Record<string, readonly string[]> = { errors: ['errors'], latency: ['latency', 'canary'] };

const DAY_MINUTES = 24 * 60;

export function detectionsOf(
  rules: readonly AlertRule[],
  logFrom: number,
  { ours, peers }: { ours: readonly Alarm[]; peers: readonly Alarm[] },
): Detection[] {
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  return readIncidents().map(({ name, began, to, kind, feature }) => {
    const [start, end] = [began, to].map((time) => (Date.parse(time) - logFrom) / 60_000) as [number, number];
    const first = (severity: AlertRule['severity']): Detection['page'] => {
      const [found] = ours
        .filter(({ minute, rule, feature: of }) => {
          const { severity: is, cause } = ruleOf.get(rule)!;
          const isAbout = feature === null ? CAUSES[kind]!.includes(cause) : of === feature;
          return is === severity && isAbout && minute >= start && minute <= end + DAY_MINUTES;
        })
        .sort((a, b) => a.minute - b.minute);
      return found ? { rule: found.rule, minutes: found.minute - start } : null;
    };
    const ofPeer = (peer: string): number | 'before' | null => {
      const told = peers.filter(({ rule }) => rule === peer);
      if (told.some(({ minute, until = Infinity }) => minute < start && until > start)) return 'before';
      const found = told.find(({ minute }) => minute >= start && minute <= end + DAY_MINUTES);
      return found ? found.minute - start : null;
    };
    const names = ['evidently-column', 'evidently-dataset', 'ks-test'];
    return {
      name,
      page: first('page'),
      ticket: first('ticket'),
      peers: Object.fromEntries(names.map((peer) => [peer, ofPeer(peer)])),
    };
  });
}
