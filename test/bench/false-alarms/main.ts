import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertRule } from '../../../collector/src/alerts';
import { seededRandom } from '../../../collector/src/measures';
import type { Alarm } from './alarm';
import { type Detection, detectionsOf } from './incidents';
import { loggedTraffic } from './loggedTraffic';
import { peerAlarms, type Reference } from './peerAlarms';
import { columnsOf, type Population, readPopulation } from './population';
import { type Habits, habitsOf, quietTraffic, type Season } from './quietTraffic';
import { alarmsOf, defaultRules, readSpec } from './rules';
import { KeptTallies, type Tally } from './tally';

/*
 * How often the default rules wake somebody where nothing has happened, and how soon they tell the incidents of the demo
 * log. See run.mjs.
 */

const WEEKS_OF_A_MODEL = 10;
const MOST_PAGES_IN_1000_WEEKS = 12;

const SCENARIOS: { name: string; season: Season | null }[] = [
  { name: 'no season', season: null },
  { name: 'a daily season', season: { strength: 0.6 } },
];

/** One model with a random half of the population for its baseline: what is told in its ten weeks. */
function addModel(
  { byRule }: Tally,
  of: { population: Population; habits: Habits; rules: AlertRule[]; season: Season | null; seed: number },
): void {
  const { population, habits, rules, season, seed } = of;
  const random = seededRandom(seed);
  const order = shuffled(population.rows, random);
  const [drawn, kept] = [order.slice(0, order.length / 2), order.slice(order.length / 2)];
  const columns = columnsOf(population, kept);
  const weeks = WEEKS_OF_A_MODEL;
  const traffic = quietTraffic({ population, drawn, columns, habits, season, weeks, random });
  const alarms = [
    ...alarmsOf(rules, readSpec(), traffic),
    ...peerAlarms(traffic, referenceOf(population, kept)),
  ];
  for (const rule of new Set(alarms.map((alarm) => alarm.rule))) {
    const told = alarms.filter((alarm) => alarm.rule === rule);
    const tally = byRule.get(rule) ?? { alarms: 0, weeks: 0 };
    byRule.set(rule, { alarms: tally.alarms + told.length, weeks: tally.weeks + weeksOf(told, weeks) });
  }
}

/** Weeks in which something was told, or went on being told. */
function weeksOf(alarms: readonly Alarm[], all: number): number {
  const week = (minute: number): number => Math.min(all - 1, Math.floor((minute - 1) / (7 * 24 * 60)));
  const weeks = new Set<number>();
  for (const { minute, until = Infinity } of alarms) {
    for (let one = week(minute); one <= week(until); one++) weeks.add(one);
  }
  return weeks.size;
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

const referenceOf = ({ features, scores }: Population, rows: readonly number[]): Reference => ({
  ages: Float64Array.from(rows, (row) => features.AGEP![row] as number),
  scores: Float64Array.from(rows, (row) => scores[row]!),
});

const PEERS: Record<string, string> = {
  'evidently-column': "Evidently's default decision, some column (a report a day)",
  'evidently-dataset': "Evidently's default decision, the data set (a report a day)",
  'ks-test': 'Kolmogorov-Smirnov, p < 0.05, age or score (a test a day)',
};

/** A line for all pages together and one for each that tells something. */
function alarmTable(rules: readonly AlertRule[], tallies: { name: string; tally: Tally }[]): string {
  const cell = (alarms: number, weeks: number): string => `${alarms} (${weeks} weeks)`;
  const sum = (names: readonly string[], { byRule }: Tally): string =>
    String(names.reduce((total, name) => total + (byRule.get(name)?.alarms ?? 0), 0));
  const ofSeverity = (severity: AlertRule['severity']): string[] =>
    rules.filter((rule) => rule.severity === severity).map(({ name }) => name);
  const line = (title: string, of: (tally: Tally) => string): string =>
    `| ${title} | ${tallies.map(({ tally }) => of(tally)).join(' | ')} |`;
  const one = (name: string) => (tally: Tally) => {
    const { alarms, weeks } = tally.byRule.get(name) ?? { alarms: 0, weeks: 0 };
    return cell(alarms, weeks);
  };
  const told = rules.filter(({ name }) => tallies.some(({ tally }) => tally.byRule.has(name)));
  return [
    `| what is told in ${tallies[0]!.tally.weeks} quiet model-weeks | ${tallies.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${tallies.map(() => '---').join(' | ')} |`,
    line(
      `**pages** (at most ${MOST_PAGES_IN_1000_WEEKS} in 1,000 weeks)`,
      (tally) => `**${sum(ofSeverity('page'), tally)}**`,
    ),
    line('tickets', (tally) => sum(ofSeverity('ticket'), tally)),
    ...told.map(({ name, severity }) => line(`&nbsp;&nbsp;${severity} \`${name}\``, one(name))),
    ...Object.entries(PEERS).map(([name, title]) => line(title, one(name))),
  ].join('\n');
}

const duration = (minutes: number): string =>
  minutes < 120 ? `${Math.ceil(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;

function detectionTable(detections: readonly Detection[]): string {
  const told = (alarm: Detection['page']): string =>
    alarm ? `${duration(alarm.minutes)} (\`${alarm.rule}\`)` : 'none';
  const peer = (value: number | 'before' | null | undefined): string =>
    typeof value === 'number' ? duration(value) : value === 'before' ? 'fired before already' : 'none';
  return [
    '| incident | first page | first ticket | Evidently, some column | Evidently, data set | Kolmogorov-Smirnov |',
    '| --- | --- | --- | --- | --- | --- |',
    ...detections.map(
      ({ name, page, ticket, peers }) =>
        `| ${name} | ${told(page)} | ${told(ticket)} | ${Object.keys(PEERS)
          .map((one) => peer(peers[one]))
          .join(' | ')} |`,
    ),
  ].join('\n');
}

const BEGIN = '<!-- false alarms: written by node test/bench/false-alarms/run.mjs --write -->';
const END = '<!-- end of false alarms -->';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const weeks = args.includes('--weeks') ? Number(args[args.indexOf('--weeks') + 1]) : 1000;
  const minutes = args.includes('--minutes') ? Number(args[args.indexOf('--minutes') + 1]) : Infinity;
  const models = Math.max(1, Math.round(weeks / WEEKS_OF_A_MODEL));
  const spec = readSpec();
  const { rules, left } = defaultRules(spec);
  const population = await readPopulation(spec);
  const everything = Array.from({ length: population.rows }, (_, row) => row);
  const log = loggedTraffic(columnsOf(population, everything));
  const habits = habitsOf(log);
  const ours = alarmsOf(rules, spec, log);
  const peers = peerAlarms(log, referenceOf(population, everything));
  const detections = detectionsOf(rules, log.from, { ours, peers });
  process.stdout.write(`${detectionTable(detections)}\n`);
  if (args.includes('--log')) process.stdout.write(`${logAlarms(rules, ours, log.from)}\n`);

  const state = new KeptTallies(args.includes('--keep') ? args[args.indexOf('--keep') + 1]! : null);
  const tallies = SCENARIOS.map(({ name, season }) => ({ name, season, tally: state.of(name) }));
  const started = Date.now();
  for (let seed = state.seeds + 1; seed <= models && Date.now() - started < minutes * 60_000; seed++) {
    for (const { season, tally } of tallies) {
      addModel(tally, { population, habits, rules, season, seed });
      tally.weeks += WEEKS_OF_A_MODEL;
    }
    state.keep(seed);
  }
  const text = [
    alarmTable(rules, tallies),
    detectionTable(detections),
    `Not simulated: ${left.map((name) => `\`${name}\``).join(', ')}.`,
  ].join('\n\n');
  process.stdout.write(`${text}\n`);
  if (args.includes('--write')) write(text);
  const isFine = tallies.every(
    ({ tally }) => pagesOf(rules, tally) <= (MOST_PAGES_IN_1000_WEEKS * tally.weeks) / 1000,
  );
  if (args.includes('--check') && !(isFine && detections.every(({ page, ticket }) => page ?? ticket)))
    process.exitCode = 1;
}

const pagesOf = (rules: readonly AlertRule[], { byRule }: Tally): number =>
  rules
    .filter(({ severity }) => severity === 'page')
    .reduce((total, { name }) => total + (byRule.get(name)?.alarms ?? 0), 0);

/** Every alarm on the demo log, in order of time. */
const logAlarms = (rules: readonly AlertRule[], alarms: readonly Alarm[], from: number): string =>
  [...alarms]
    .sort((a, b) => a.minute - b.minute)
    .map(({ rule, minute, feature = '', until }) => {
      const at = (when: number): string => new Date(from + when * 60_000).toISOString().slice(0, 16);
      const { severity } = rules.find(({ name }) => name === rule)!;
      return `${at(minute)} ${severity.padEnd(6)} ${rule} ${feature} until ${until === undefined ? 'the end' : at(until)}`;
    })
    .join('\n');

function write(text: string): void {
  const file = join(__dirname, '../../docs/benchmarks.md');
  const document = readFileSync(file, 'utf8');
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${file} has no place for the table: ${BEGIN} ... ${END}`);
  writeFileSync(file, `${document.slice(0, from + BEGIN.length)}\n\n${text}\n\n${document.slice(to)}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
