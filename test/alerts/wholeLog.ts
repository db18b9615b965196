import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { durationMs } from './grafana/alertStates';
import type { Ask, GrafanaRuleFile } from './grafana/types';
import { EXPECTATIONS } from './incidents';
import { openEmploymentLog } from './openEmploymentLog';
import { type Announcement, simulate } from './simulate';

/* The provisioned rules over the demo log, and what they would have announced: a table, for docs/alerts.md. */

const HOUR_MS = 3_600_000;
const ROOT = join(__dirname, '../..');

const optionOf = (name: string, otherwise: string): string => {
  const place = process.argv.indexOf(name);
  return place < 0 ? otherwise : process.argv[place + 1]!;
};

interface Incident {
  name: string;
  from: string;
  to: string;
  began: string;
}

/** The incident that was under way, or whose window still holds some of it: a week for what looks back a week. */
function incidentOf({ at, rule }: Announcement, incidents: Incident[]): Incident | null {
  const lookBack = Math.max(...rule.data.map(({ relativeTimeRange }) => relativeTimeRange?.from ?? 0)) * 1000;
  const reached = incidents.filter(
    ({ began, to }) => at >= Date.parse(began) && at <= Date.parse(to) + lookBack,
  );
  return reached.at(-1) ?? null;
}

function rowOf(announcement: Announcement, incidents: Incident[]): string {
  const { at, until, rule, labels } = announcement;
  const incident = incidentOf(announcement, incidents);
  const minutes = incident && Math.round((at - Date.parse(incident.began)) / 60_000);
  const after = minutes === null ? '' : minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
  const cells = [
    new Date(at).toISOString().slice(0, 16).replace('T', ' '),
    rule.title.replace(' (employment)', ''),
    labels.feature ?? '',
    rule.labels.severity!,
    incident?.name ?? 'none',
    after,
    until === null ? 'still' : new Date(until).toISOString().slice(0, 16).replace('T', ' '),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main(): Promise<void> {
  const rules = parse(
    readFileSync(join(ROOT, 'provisioning/alerting/modelwatch.yaml'), 'utf8'),
  ) as GrafanaRuleFile;
  const { incidents } = JSON.parse(readFileSync(join(ROOT, 'test/incidents/employment.json'), 'utf8')) as {
    incidents: Incident[];
  };
  const from = Date.parse(optionOf('--from', '2026-10-02T00:00:00Z'));
  const to = Date.parse(optionOf('--to', '2026-10-22T00:00:00Z'));
  const step = optionOf('--step', '1m');
  const only = new RegExp(optionOf('--rules', '.'));
  const { ask, close } = await openEmploymentLog();
  if (process.argv.includes('--detect')) {
    process.stdout.write(`${await detectionTable(rules, ask, incidents)}\n`);
    await close();
    return;
  }
  const began = Date.now();
  const uids = rules.groups
    .flatMap((group) => group.rules.map(({ uid }) => uid))
    .filter((uid) => only.test(uid));
  const { announcements, evaluations } = await simulate(rules, ask, {
    from,
    to,
    stepMs: durationMs(step),
    uids,
  });
  await close();
  const shown = [
    '| at (UTC) | rule | feature | severity | incident | after its beginning | until |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...announcements.map((one) => rowOf(one, incidents)),
    '',
    `${uids.length} rules, ${evaluations} evaluations at least ${step} apart, from ${new Date(from).toISOString().slice(0, 10)} to ` +
      `${new Date(to).toISOString().slice(0, 10)}.`,
  ].join('\n');
  process.stdout.write(`${shown}\n${((Date.now() - began) / 1000).toFixed(0)} s\n`);
}

/** Each incident's own rule, at the pace of its group, until it speaks. */
async function detectionTable(rules: GrafanaRuleFile, ask: Ask, incidents: Incident[]): Promise<string> {
  const rows = ['| incident | rule | began (UTC) | announced after |', '| --- | --- | --- | --- |'];
  for (const { incident, uid, feature, withinMinutes } of EXPECTATIONS) {
    const began = Date.parse(incidents.find(({ name }) => name === incident)!.began);
    const { announcements } = await simulate(rules, ask, {
      from: Math.floor(began / HOUR_MS) * HOUR_MS,
      to: began + withinMinutes * 60_000,
      uids: [uid],
    });
    const [first] = announcements;
    const after = first ? `${Math.round((first.at - began) / 60_000)} min` : 'not announced';
    const title = first?.rule.title.replace(' (employment)', '') ?? uid;
    const began16 = new Date(began).toISOString().slice(0, 16).replace('T', ' ');
    rows.push(`| ${incident} | ${title}${feature ? ` (${feature})` : ''} | ${began16} | ${after} |`);
  }
  return rows.join('\n');
}

void main();
