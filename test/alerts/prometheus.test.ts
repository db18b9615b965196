import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrometheusRules } from '../../collector/src/alerts';
import { demoSpec } from './openEmploymentLog';

const RULES = join(__dirname, '../../provisioning/prometheus/modelwatch.rules.yaml');

const promtool = (...argv: string[]): string =>
  execFileSync('promtool', argv, { encoding: 'utf8', cwd: __dirname, stdio: ['ignore', 'pipe', 'pipe'] });

const isInstalled = (): boolean => {
  try {
    return promtool('--version').startsWith('promtool');
  } catch {
    return false;
  }
};

it('ships what `modelwatch alerts --format prometheus` writes for the demo model', () => {
  expect(readFileSync(RULES, 'utf8')).toBe(writePrometheusRules([demoSpec()]));
});

const suite = isInstalled() ? describe : describe.skip;

suite('rules of Prometheus (needs promtool on the PATH)', () => {
  it('are valid', () => {
    expect(promtool('check', 'rules', RULES)).toMatch(/SUCCESS: \d+ rules found/);
  });

  it.each(['rules.yaml', 'silence.yaml'])(
    'do what %s says of counters that fail, reset, pause and end',
    (file) => {
      expect(promtool('test', 'rules', join('prometheus', file))).toContain('SUCCESS');
    },
    60_000,
  );
});
