import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { GrafanaRuleFile } from './grafana/types';
import { EXPECTATIONS } from './incidents';
import { openEmploymentLog } from './openEmploymentLog';
import { simulate } from './simulate';

/*
 * The provisioned rules of the demo model, evaluated at moments of the past as Grafana would have: each incident is
 * announced by the rule that is meant for it, and quiet days send nothing. The whole log minute by minute:
 * `node test/alerts/run.mjs`.
 */

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const LIMIT_MS = 120_000;

const read = (...path: string[]) => readFileSync(join(__dirname, '..', ...path), 'utf8');
const rules = parse(read('..', 'provisioning', 'alerting', 'modelwatch.yaml')) as GrafanaRuleFile;
const { incidents } = JSON.parse(read('incidents', 'employment.json')) as {
  incidents: { name: string; began: string }[];
};

let log: Awaited<ReturnType<typeof openEmploymentLog>>;
beforeAll(async () => {
  log = await openEmploymentLog();
}, LIMIT_MS);
afterAll(() => log.close());

it.each(EXPECTATIONS.map((one) => [one.incident, one] as const))(
  '%s is announced in time, by its own rule',
  async (_, { incident, uid, feature, withinMinutes }) => {
    const began = Date.parse(incidents.find(({ name }) => name === incident)!.began);
    const { announcements } = await simulate(rules, log.ask, {
      from: began - HOUR_MS,
      to: began + withinMinutes * MINUTE_MS,
      uids: [uid],
    });
    expect(announcements.length).toBeGreaterThan(0);
    const [first] = announcements;
    expect(first!.at).toBeGreaterThan(began);
    if (feature !== undefined) expect(first!.labels.feature).toBe(feature);
  },
  LIMIT_MS,
);

it.each(['2026-10-07', '2026-10-09'])(
  'the quiet day %s sends nothing, and every rule has a number',
  async (day) => {
    const from = Date.parse(`${day}T02:00:00Z`);
    const to = from + 20 * HOUR_MS;
    const isSlow = ({ interval }: { interval: string }) => interval === '1h';
    // Evidence of drift reads weeks at a time; its false alarms have a bench of their own.
    const isQuick = ({ interval }: { interval: string }) => interval === '1m' || interval === '5m';
    const fast = { groups: rules.groups.filter(isQuick) };
    const slow = { groups: rules.groups.filter(isSlow) };
    const runs = [
      await simulate(fast, log.ask, { from, to, stepMs: 5 * HOUR_MS }),
      await simulate(slow, log.ask, { from: to, to }),
    ];
    const told = runs.flatMap(({ announcements }) => announcements);
    expect(told.map(({ rule, labels, at }) => [rule.uid, labels, new Date(at)])).toEqual([]);
    // No canary answers, labels of the days asked about are before the log, and too few rows have an offline value.
    const mayBeSilent = /canary|performance-rocauc|labels-coverage|parity/;
    const silent = runs.flatMap((run) => run.silent);
    expect(silent.filter((uid) => !mayBeSilent.test(uid))).toEqual([]);
  },
  LIMIT_MS,
);
