import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoCollector, startDemoCollector } from '../support/demoCollector';

/*
 * Runs the Go program beside this file, which holds the very client that Grafana uses, against the built backend and
 * a collector with the demo data, and reports each of its checks as a test.
 */
const ROOT = join(__dirname, '..', '..');
const MINUTE = 60_000;

const CHECKS = readdirSync(__dirname)
  .filter((name) => name.endsWith('_test.go'))
  .flatMap((name) => [
    ...readFileSync(join(__dirname, name), 'utf8').matchAll(/^func (Test(?!Main\b)\w+)\(/gm),
  ])
  .map((match) => match[1]!);

const inWords = (check: string): string =>
  check
    .replace(/^Test/, '')
    .replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
    .trim();

interface Outcome {
  action: 'pass' | 'fail' | 'skip' | 'none';
  output: string;
}

/** Builds what is not built as its sources stand. */
function buildWorkspaces(names: string[]): void {
  const built = spawnSync(process.execPath, ['build.mjs', ...names], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`${names.join(' and ')} cannot be built:\n${built.stderr}`);
}

function runChecks(url: string): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const take = (line: string) => {
    let event: { Action: string; Test?: string; Output?: string };
    try {
      event = JSON.parse(line) as typeof event;
    } catch {
      event = { Action: 'output', Output: `${line}\n` };
    }
    const [name = ''] = (event.Test ?? '').split('/');
    const outcome = outcomes.get(name) ?? { action: 'none', output: '' };
    if (event.Output) outcome.output += event.Output;
    if (event.Test === name && /^(pass|fail|skip)$/.test(event.Action))
      outcome.action = event.Action as Outcome['action'];
    outcomes.set(name, outcome);
  };
  return new Promise((resolve) => {
    const environment = { ...process.env, MODELWATCH_URL: url };
    const child = spawn('go', ['test', '-count=1', '-json', '-timeout=5m', '.'], {
      cwd: __dirname,
      env: environment,
    });
    let text = '';
    const read = (part: Buffer) => {
      const lines = (text + part.toString()).split('\n');
      text = lines.pop() ?? '';
      lines.forEach(take);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (part: Buffer) => part.toString().split('\n').forEach(take));
    child.once('close', () => resolve(outcomes));
  });
}

const hasGo = spawnSync('go', ['version']).status === 0;

if (!hasGo) {
  test.skip("Grafana's own client drives the backend (skipped: Go is not installed)", () => undefined);
} else {
  describe("Grafana's own client drives the backend", () => {
    let outcomes = new Map<string, Outcome>();
    let demo: DemoCollector | undefined;
    /** A collector that runs already, with the demo data as recorded, saves the start of one. */
    const given = process.env['MODELWATCH_URL'];

    beforeAll(async () => {
      buildWorkspaces(given ? ['datasource-plugin'] : ['collector', 'datasource-plugin']);
      if (!given) demo = await startDemoCollector({ asRecorded: true });
      outcomes = await runChecks(given ?? demo!.url);
    }, 15 * MINUTE);

    afterAll(() => demo?.stop(), MINUTE);

    test.each(CHECKS.map((check) => [inWords(check), check]))('%s', (_words, check) => {
      const outcome = outcomes.get(check);
      if (!outcome) throw new Error(`It did not run:\n${outcomes.get('')?.output ?? ''}`);
      if (outcome.action !== 'pass') throw new Error(outcome.output);
    });
  });
}
