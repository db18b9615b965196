import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { aggregateBars } from './aggregates';
import { type Bar, holds } from './bar';
import { ingestBars } from './ingest';
import { sustainedBars } from './ingest/sustained';
import { replayBars } from './replay/bars';
import { shadowBars } from './shadow';
import { psiBars } from './store/psiBars';

const benchFolder = process.env.MODELWATCH_BENCH_FOLDER!;
const BARS: Bar[] = [
  ...ingestBars,
  ...sustainedBars,
  ...shadowBars,
  ...psiBars,
  ...aggregateBars,
  ...replayBars({ benchFolder, programs: __dirname }),
];

const UNITS = { ratio: '', ms: ' ms', MB: ' MB' };
const boundOf = (bar: Bar): string =>
  (bar.atLeast !== undefined ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`) +
  UNITS[bar.unit ?? 'ratio'];

interface Line {
  bar: Bar;
  figure: string;
  verdict: 'holds' | 'falls short' | 'skipped';
  detail: string;
}

async function runBar(bar: Bar): Promise<Line> {
  const missing = (await bar.missing?.()) ?? null;
  if (missing !== null) return { bar, figure: '', verdict: 'skipped', detail: missing };
  const { value, detail } = await bar.run();
  const digits = Math.abs(value) >= 10 ? 1 : 2;
  const verdict = holds(bar, value) ? 'holds' : 'falls short';
  return { bar, figure: `${value.toFixed(digits)}${UNITS[bar.unit ?? 'ratio']}`, verdict, detail };
}

const tableOf = (lines: Line[]): string =>
  [
    '| bar | bound | measured | verdict | what was seen |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map(
      ({ bar, figure, verdict, detail }) =>
        `| \`${bar.name}\`: ${bar.what} | ${boundOf(bar)} | ${figure} | ${verdict} | ${detail} |`,
    ),
  ].join('\n');

const BEGIN = '<!-- table: written by npm run bench -- --write -->';
const END = '<!-- end of table -->';

function writeTable(lines: Line[]): void {
  const file = join(benchFolder, '../../docs/benchmarks.md');
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(BEGIN) + BEGIN.length;
  const machine = `Node ${process.versions.node}, ${cpus().length} cores.`;
  const table = `\n\n${machine}\n\n${tableOf(lines)}\n\n`;
  writeFileSync(file, text.slice(0, from) + table + text.slice(text.indexOf(END)));
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const names = only?.split(',');
  const chosen = BARS.filter(
    (bar) => names?.some((name) => bar.name === name || bar.name.startsWith(`${name}-`)) ?? true,
  );
  if (chosen.length === 0) {
    process.stderr.write(`No bar named ${only}; there are ${BARS.map((bar) => bar.name).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  const lines: Line[] = [];
  for (const bar of chosen) {
    const line = await runBar(bar);
    lines.push(line);
    process.stdout.write(
      `${bar.name.padEnd(20)} ${line.figure.padStart(9)}  ${boundOf(bar).padEnd(16)} ${line.verdict.padEnd(12)} ${line.detail}\n`,
    );
  }
  if (args.includes('--write')) writeTable(lines);
  if (args.includes('--check') && lines.some(({ verdict }) => verdict === 'falls short'))
    process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
