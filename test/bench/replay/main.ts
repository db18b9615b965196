import { join } from 'node:path';
import { measureReplay } from './measureReplay';

/* node test/bench/replay/run.mjs [ROWS] */

measureReplay({
  rows: Number(process.argv[2] ?? 1_000_000),
  demoFolder: join(__dirname, '../../../collector/demo/employment'),
  programs: __dirname,
}).then(
  (figures) => {
    for (const [name, value] of Object.entries(figures)) {
      process.stdout.write(`${name.padEnd(22)} ${Math.round(value * 1000) / 1000}\n`);
    }
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
