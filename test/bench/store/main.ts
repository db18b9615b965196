import { type Cost, measureStore } from './measureStore';

/* node test/bench/store/run.mjs [ROWS] */

measureStore(Number(process.argv[2] ?? 1_000_000)).then(
  (figures) => {
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(`${name.padEnd(20)} ${describe(value, figures.rows)}\n`);
    }
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);

function describe(value: number | Cost, rows: number): string {
  const round = (number: number): string => Math.round(number).toLocaleString('en');
  if (typeof value === 'number') return round(value);
  const { ms, cpuMs } = value;
  return `${round(ms)} ms, ${round(cpuMs)} ms of CPU, ${round((rows / ms) * 1000)} rows/s, ${round((rows / cpuMs) * 1000)} rows per CPU second`;
}
