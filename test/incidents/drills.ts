import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BaselineEntry,
  Filter,
  Finding,
  Injection,
  InjectionKind,
  ModelEntry,
} from '../../collector/src/contract';
import { investigateWindow } from '../../collector/src/investigate';
import { openDuckDbStore, type RowSample, type SampleRequest, type Store } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from '../support/employment';
import { loadModel } from '../support/openTestEngine';
import { schemaOf } from '../support/records';
import { taskFolder, taskSpec } from '../support/tasks';

/*
 * Drills: every kind of incident, in shares of rows from 2 to 100 %, into random segments at random times of quiet
 * stretches of the logs that ship with the project; what the first finding says of each; and how often quiet windows
 * have a finding. Seeded: the same table comes out each time.
 *
 *   node test/incidents/run.mjs [--seeds 10] [--write docs/investigations.md]
 */

const SHARES = [0.02, 0.05, 0.1, 0.2, 0.5, 1];
const HOUR = 3_600_000;
const START = '<!-- drills: written by node test/incidents/run.mjs --write -->';
const END = '<!-- end of drills -->';

interface Log {
  name: string;
  entry: ModelEntry;
  baseline: BaselineEntry;
  store: Pick<Store, 'sampleRows' | 'countRows' | 'changes'>;
  /** Beginnings of quiet windows, and their length. */
  windows: number[];
  hours: number;
  close(): Promise<void>;
}

interface Outcome {
  isFound: boolean;
  /** The first finding is of something else. */
  isWrong: boolean;
  isSegmentRight: boolean;
  isOnsetCovered: boolean;
  widthMs: number;
}

/** What the first finding of each kind of incident must say. */
const EXPECTED: Record<
  InjectionKind,
  { kinds: Finding['kind'][]; feature: boolean; type?: 'number' | 'category' }
> = {
  factor: { kinds: ['feature', 'schema'], feature: true, type: 'number' },
  offset: { kinds: ['feature'], feature: true, type: 'number' },
  missing: { kinds: ['missing'], feature: true },
  invalid: { kinds: ['invalid'], feature: true },
  constant: { kinds: ['feature'], feature: true },
  truncated: { kinds: ['feature'], feature: true, type: 'number' },
  clipped: { kinds: ['feature'], feature: true, type: 'number' },
  swapped: { kinds: ['feature', 'schema'], feature: true },
  renamed: { kinds: ['feature', 'schema'], feature: true, type: 'category' },
  merged: { kinds: ['feature'], feature: true, type: 'category' },
  stale: { kinds: ['freshness'], feature: true },
  errors: { kinds: ['errors'], feature: false },
  latency: { kinds: ['latency'], feature: false },
  duplicates: { kinds: ['duplicates'], feature: false },
  clock: { kinds: ['clock'], feature: false },
  labelOutage: { kinds: ['labels'], feature: false },
  labelChange: { kinds: ['performance'], feature: false },
};

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

/** A segment: everything, a value of one dimension, or of two. */
function pickSegment(entry: ModelEntry, sample: RowSample, random: () => number): Filter[] {
  const names = entry.schema.segments;
  const depth = pick([0, 1, 1, 2], random);
  if (names.length < 2 || depth === 0) return [];
  const first = pick(names, random);
  const second = pick(
    names.filter((name) => name !== first),
    random,
  );
  return [first, second].slice(0, depth).map((key) => {
    const { codes, dictionary } = sample.dimensions[key]!;
    return { key, operator: '=', values: [dictionary[pick([...codes.slice(0, 500)], random)]!] };
  });
}

async function drill(log: Log, kind: InjectionKind, share: number, seed: number): Promise<Outcome | null> {
  const random = randomFrom(seed * 7919 + Math.round(share * 1000) + kind.length * 104_729);
  random();
  const from = pick(log.windows, random);
  const to = from + log.hours * HOUR;
  const sample = await log.store.sampleRows(
    {
      selection: { model: log.entry.spec.model, from, to, filters: [] },
      features: log.entry.schema.features.map(({ name }) => name),
      dimensions: ['version', 'deployment', 'environment', ...log.entry.schema.segments],
      asOf: Infinity,
      limit: 100_000,
    },
    undefined,
  );
  const expected = EXPECTED[kind];
  const fitting = log.entry.schema.features.filter(({ type, name }) => {
    if (expected.type !== undefined && type !== expected.type) return false;
    const column = sample.features[name]!;
    // Cutting off what is whole, or scaling what is nothing, changes nothing.
    if (kind === 'truncated')
      return column.type === 'number' && column.values.some((value) => value % 1 !== 0);
    return true;
  });
  const pairs: string[][] = kind === 'swapped' ? swappable(fitting) : fitting.map(({ name }) => [name]);
  if (expected.feature && pairs.length === 0) return null;
  const [feature, otherFeature] = expected.feature ? pick(pairs, random) : [];
  const where = kind === 'labelOutage' ? [] : pickSegment(log.entry, sample, random);
  const begins = from + (0.1 + 0.4 * random()) * (to - from);
  const inject: Injection = {
    kind,
    from: new Date(begins).toISOString(),
    share,
    where,
    seed,
    ...(feature !== undefined && { feature }),
    ...(otherFeature !== undefined && { otherFeature }),
    ...(kind === 'factor' && { size: pick([12, 60, 100, 1000, 1024, 2.54], random) }),
  };
  const { entry, baseline } = log;
  const found = await investigateWindow(log.store, {
    entry,
    baseline,
    from,
    to,
    filters: [],
    asOf: Infinity,
    inject,
  });
  const told = found.findings.filter(({ level }) => level !== 'note');
  const features = [feature, otherFeature].filter((name) => name !== undefined);
  const first = told[0];
  const isFound =
    first !== undefined &&
    expected.kinds.includes(first.kind) &&
    (!expected.feature || features.includes(first.feature ?? ''));
  const began = Math.floor(begins);
  const since = first?.since;
  return {
    isFound,
    isWrong: first !== undefined && !isFound,
    isSegmentRight: isFound && sameFilters(first.where, where),
    isOnsetCovered: isFound && since != null && since.lower <= began && since.upper >= began,
    widthMs: isFound && since ? since.upper - since.lower : NaN,
  };
}

const swappable = (features: ModelEntry['schema']['features']): [string, string][] =>
  features.flatMap((one, index) =>
    features
      .slice(index + 1)
      .flatMap((other): [string, string][] => (one.type === other.type ? [[one.name, other.name]] : [])),
  );

const sameFilters = (a: Filter[], b: Filter[]): boolean => {
  const plain = (filters: Filter[]): string =>
    filters
      .map(({ key, values }) => `${key}=${[...values].sort().join(',')}`)
      .sort()
      .join(' ');
  return plain(a) === plain(b);
};

/** Reads of the same window come from memory: what is drilled is the investigation, not the store. */
function remember(store: Store): Log['store'] {
  const known = new Map<string, Promise<RowSample>>();
  return {
    countRows: (selection) => store.countRows(selection),
    changes: async () => [],
    sampleRows: (request: SampleRequest) => {
      const key = JSON.stringify(request);
      const found = known.get(key) ?? store.sampleRows(request);
      known.set(key, found);
      return found;
    },
  };
}

async function openLog(name: 'employment' | 'cards' | 'housing'): Promise<Log> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-drills-'));
  const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
  const spec = name === 'employment' ? employmentSpec() : taskSpec(name);
  const source = name === 'employment' ? EMPLOYMENT_FOLDER : taskFolder(name);
  const { baseline } = await loadModel(store, spec, source, 'v1');
  const schema = schemaOf(spec);
  const entry: ModelEntry = { spec, schema, schemas: [schema], versions: {}, baselines: {}, updatedAt: 0 };
  const range = (await store.timeRange(spec.model))!;
  const days =
    name === 'employment'
      ? [4, 5, 6, 7, 9, 11, 17, 18, 20].map((day) => Date.UTC(2026, 9, day, 6))
      : // Labels of these drift in the second week; the end of the first one is quiet.
        [3, 4, 5].map((day) => range.from + day * 24 * HOUR);
  return {
    name,
    entry,
    baseline,
    store: remember(store),
    windows: days,
    hours: name === 'employment' ? 12 : 24,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;

/** One line for each kind: the share found in 80 % of the drills, and how right the findings are. */
async function table(log: Log, seeds: number): Promise<string[]> {
  const lines = [
    `| ${log.name}: what was injected | found at 2 % | 5 % | 10 % | 20 % | 50 % | 100 % of the rows | found with 80 % from | another finding first | segment right | onset covered | median width |`,
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
  ];
  for (const kind of Object.keys(EXPECTED) as InjectionKind[]) {
    const outcomes: { share: number; outcome: Outcome }[] = [];
    const shares = kind === 'labelOutage' ? [1] : SHARES;
    for (const share of shares) {
      for (let seed = 1; seed <= seeds; seed++) {
        const outcome = await drill(log, kind, share, seed);
        if (outcome) outcomes.push({ share, outcome });
      }
    }
    if (outcomes.length === 0) continue;
    const found = outcomes.filter(({ outcome }) => outcome.isFound).map(({ outcome }) => outcome);
    const rates = SHARES.map((share) => {
      const at = outcomes.filter((one) => one.share === share);
      return { share, found: at.filter(({ outcome }) => outcome.isFound).length, of: at.length };
    });
    const enough = rates.find(({ found: hits, of }) => of > 0 && hits / of >= 0.8);
    const widths = found.map(({ widthMs }) => widthMs).sort((a, b) => a - b);
    const median = widths[widths.length >> 1];
    lines.push(
      `| ${[
        kind,
        ...rates.map((rate) => percent(rate.found, rate.of)),
        enough ? `${enough.share * 100} %` : 'not reached',
        percent(outcomes.filter(({ outcome }) => outcome.isWrong).length, outcomes.length),
        percent(found.filter(({ isSegmentRight }) => isSegmentRight).length, found.length),
        percent(found.filter(({ isOnsetCovered }) => isOnsetCovered).length, found.length),
        median === undefined ? '' : `${Math.round(median / 60_000)} min`,
      ].join(' | ')} |`,
    );
    process.stderr.write(`${lines[lines.length - 1]}\n`);
  }
  return lines;
}

/** Quiet windows that have a finding above a note. */
async function falseAlarms(log: Log): Promise<string> {
  let [windows, alarms] = [0, 0];
  for (const day of log.windows) {
    for (const [offset, hours] of [
      [0, 3],
      [3, 3],
      [6, 3],
      [0, 6],
      [6, 6],
      [0, 12],
    ] as const) {
      const from = day + offset * HOUR;
      const { entry, baseline } = log;
      const found = await investigateWindow(log.store, {
        entry,
        baseline,
        from,
        to: from + hours * HOUR,
        filters: [],
        asOf: Infinity,
      }).catch(() => null);
      if (!found) continue;
      windows += 1;
      const told = found.findings.filter(({ level }) => level !== 'note');
      if (told.length > 0) {
        alarms += 1;
        process.stderr.write(
          `quiet ${log.name} ${new Date(from).toISOString()} ${hours} h: ${told[0]!.title}\n`,
        );
      }
    }
  }
  return `${log.name}: ${alarms} of ${windows} quiet windows of 3, 6 and 12 hours have a finding above a note.`;
}

async function main(): Promise<void> {
  const option = (name: string): string | undefined => {
    const place = process.argv.indexOf(name);
    return place === -1 ? undefined : process.argv[place + 1];
  };
  const seeds = Number(option('--seeds') ?? 10);
  const only = option('--log');
  const told: string[] = [];
  for (const name of ['employment', 'cards', 'housing'] as const) {
    if (only !== undefined && only !== name) continue;
    const log = await openLog(name);
    told.push(await falseAlarms(log), '', ...(await table(log, seeds)), '');
    await log.close();
  }
  const text = told.join('\n');
  process.stdout.write(`${text}\n`);
  const file = option('--write');
  if (file === undefined) return;
  const before = readFileSync(file, 'utf8');
  const [head, tail] = [before.indexOf(START), before.indexOf(END)];
  if (head === -1 || tail === -1) throw new Error(`${file} has no place for the table`);
  writeFileSync(file, `${before.slice(0, head + START.length)}\n\n${text}\n${before.slice(tail)}`);
}

void main();
