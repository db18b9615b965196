import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGrafanaRules } from '../../collector/src/alerts';
import { AlertStates } from './grafana/alertStates';
import { evaluateMath } from './grafana/evaluateMath';
import { evaluateRule } from './grafana/evaluateRule';
import type { GrafanaRule, Outcome } from './grafana/types';
import { demoSpec } from './openEmploymentLog';

const MINUTE_MS = 60_000;
const LABELS = { model: 'credit' };

it('ships what `modelwatch alerts` writes for the demo model', () => {
  const file = join(__dirname, '../../provisioning/alerting/modelwatch.yaml');
  expect(readFileSync(file, 'utf8')).toBe(writeGrafanaRules([demoSpec()]));
});

/** The states after each of some outcomes, a minute apart: letters of Normal, Pending, Alerting. */
function statesAfter(outcomes: readonly (Outcome | null)[], rule: Partial<GrafanaRule> = {}): string {
  const states = new AlertStates({ for: '0s', noDataState: 'KeepLast', execErrState: 'KeepLast', ...rule });
  return outcomes
    .map((outcome, minute) => {
      const answered = outcome === null ? [] : [['credit', { labels: LABELS, outcome }] as const];
      states.take(new Map(answered), minute * MINUTE_MS);
      return states.states()[0]?.state[0] ?? '-';
    })
    .join('');
}

describe('states of an alert, as Grafana has them', () => {
  test.each<[string, (Outcome | null)[], Partial<GrafanaRule>, string]>([
    ['fires at once without for', ['Normal', 'Alerting', 'Normal'], {}, 'NAN'],
    ['waits for the whole of for', ['Alerting', 'Alerting', 'Alerting', 'Alerting'], { for: '2m' }, 'PPAA'],
    [
      'begins to wait anew after a gap',
      ['Alerting', 'Normal', 'Alerting', 'Alerting'],
      { for: '2m' },
      'PNPP',
    ],
    ['keeps firing without data', ['Alerting', 'NoData', 'NoData', 'Normal'], {}, 'AAAN'],
    ['stays well without data', ['Normal', 'NoData'], {}, 'NN'],
    ['lets what waits fire without data', ['Alerting', 'NoData', 'NoData'], { for: '2m' }, 'PPA'],
    ['keeps firing on errors', ['Alerting', 'Error'], {}, 'AA'],
    ['resolves without data where that is OK', ['Alerting', 'NoData'], { noDataState: 'OK' }, 'AN'],
    ['fires without data where that is the trouble', ['NoData'], { noDataState: 'Alerting' }, 'A'],
    ['resolves a series that is missing twice', ['Alerting', null, null], {}, 'AA-'],
  ])('%s', (_, outcomes, rule, expected) => {
    expect(statesAfter(outcomes, rule)).toBe(expected);
  });
});

it('stops only below the recovery threshold, and no value is no data', async () => {
  const rule = {
    condition: 'fires',
    data: [
      { refId: 'a', datasourceUid: 'm', relativeTimeRange: { from: 60, to: 0 }, model: { refId: 'a' } },
      {
        refId: 'fires',
        datasourceUid: '__expr__',
        model: {
          refId: 'fires',
          type: 'threshold',
          expression: 'a',
          conditions: [
            { evaluator: { type: 'gt', params: [6] }, unloadEvaluator: { type: 'lt', params: [3] } },
          ],
        },
      },
    ],
  } as unknown as GrafanaRule;
  const outcomeOf = async (value: number | null, loaded: string[]) => {
    const ask = async () => [{ labels: LABELS, value }];
    const outcomes = await evaluateRule(rule, { ask, now: 0, loaded: new Set(loaded) });
    return [...outcomes.values()][0]!.outcome;
  };
  const key = '[["model","credit"]]';
  expect(await outcomeOf(5, [])).toBe('Normal');
  expect(await outcomeOf(5, [key])).toBe('Alerting');
  expect(await outcomeOf(2, [key])).toBe('Normal');
  expect(await outcomeOf(null, [key])).toBe('NoData');
});

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['$a < 0.1 * $b && $b >= 20', 1],
  ['$a >= 5 || $b < 20', 0],
  ['$a + $none', null],
])('math: %s is %p', (expression, expected) => {
  const of = (value: number | null) => [{ labels: LABELS, value }];
  const results = new Map([
    ['a', of(2)],
    ['b', of(30)],
    ['none', of(null)],
  ]);
  const text = expression.includes('$') ? expression : `0 * $a + ${expression}`;
  expect(evaluateMath(text, results)[0]!.value).toBe(expected);
});
