import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Bar, boundOf } from './bar';

/** A bar's measurement as it is printed and kept. */
export interface Line {
  bar: Bar;
  figure: string;
  verdict: 'holds' | 'falls short' | 'skipped';
  detail: string;
}

const BEGIN = '<!-- table: written by npm run bench -- --write -->';
const END = '<!-- end of table -->';
const HEAD = [
  '| bar | bound | measured | verdict | what was seen | when |',
  '| --- | --- | --- | --- | --- | --- |',
];

/**
 * Writes the measured lines into the table of a Markdown file. The rows of bars that were not measured in this run
 * stay as they are, with their own date; rows of bars that no longer exist go.
 *
 * @throws Error when the file has no table to write into.
 */
export function keepInTable(file: string, lines: readonly Line[], bars: readonly Bar[]): void {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  if (from < BEGIN.length || to < from)
    throw new Error(`${file} has no table between "${BEGIN}" and "${END}".`);
  const rows = new Map(rowsOf(text.slice(from, to)));
  for (const line of lines) if (line.verdict !== 'skipped') rows.set(line.bar.name, rowOf(line));
  const kept = bars.flatMap(({ name }) => rows.get(name) ?? []);
  writeFileSync(file, `${text.slice(0, from)}\n\n${[...HEAD, ...kept].join('\n')}\n\n${text.slice(to)}`);
  // Columns are padded as the linter wants them.
  spawnSync('npx', ['prettier', '--write', '--log-level=warn', file], { stdio: 'inherit' });
}

function rowOf({ bar, figure, verdict, detail }: Line): string {
  const when = `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores`;
  return `| \`${bar.name}\`: ${bar.what} | ${boundOf(bar)} | ${figure} | ${verdict} | ${detail} | ${when} |`;
}

/** Name of the bar and its row, for each row of a table. */
function rowsOf(table: string): [string, string][] {
  return table.split('\n').flatMap((row): [string, string][] => {
    const name = /^\| `([^`]+)`:/.exec(row)?.[1];
    return name === undefined ? [] : [[name, row]];
  });
}
