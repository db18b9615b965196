import { join } from 'node:path';
import { aggregateBars } from './aggregates';
import { type Bar, UNITS, boundOf, holds } from './bar';
import { ingestBars } from './ingest';
import { sustainedBars } from './ingest/sustained';
import { replayBars } from './replay/bars';
import { shadowBars } from './shadow';
import { psiBars } from './store/psiBars';
import { type Line, keepInTable } from './table';

const benchFolder = process.env.MODELWATCH_BENCH_FOLDER!;
const BARS: Bar[] = [
  ...ingestBars,
  ...sustainedBars,
  ...shadowBars,
  ...psiBars,
  ...aggregateBars,
  ...replayBars({ benchFolder, programs: __dirname }),
];

async function runBar(bar: Bar): Promise<Line> {
  const missing = (await bar.missing?.()) ?? null;
  if (missing !== null) return { bar, figure: '', verdict: 'skipped', detail: missing };
  const { value, detail } = await bar.run();
  const digits = Math.abs(value) >= 10 ? 1 : 2;
  const verdict = holds(bar, value) ? 'holds' : 'falls short';
  return { bar, figure: `${value.toFixed(digits)}${UNITS[bar.unit ?? 'ratio']}`, verdict, detail };
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
  if (args.includes('--write')) keepInTable(join(benchFolder, '../../docs/benchmarks.md'), lines, BARS);
  if (args.includes('--check') && lines.some(({ verdict }) => verdict === 'falls short'))
    process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
