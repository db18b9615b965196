import { parse } from 'yaml';
import { CATALOGUE, type ModelSpec } from '../contract';
import { planRules, USUAL_WINDOWS, writeGrafanaRules, writePolicyTree } from '.';
import { uidOf } from './grafana/writeGrafanaRules';

const spec = (more: Partial<ModelSpec> = {}): ModelSpec => ({
  model: 'credit',
  task: 'binary',
  positiveClass: 1,
  features: [{ name: 'age', type: 'number' }],
  ...more,
});

const namesOf = (more: Partial<ModelSpec>) => planRules(spec(more), USUAL_WINDOWS).map(({ name }) => name);

it('asks of a model without objectives what needs none', () => {
  expect(namesOf({})).toEqual([
    'no-predictions',
    'drift-evidence',
    'drift',
    'missing-values',
    'invalid-values',
    'out-of-range-values',
    'parity',
  ]);
});

it('adds a rule for everything that the model file declares', () => {
  const names = namesOf({
    features: [
      { name: 'age', type: 'number', ttlSeconds: 60 },
      { name: 'city', type: 'category' },
    ],
    segments: [{ name: 'sex', sensitive: true }, { name: 'client' }],
    objectives: [
      { measure: 'serving.availability', target: 0.999, window: '30d' },
      { measure: 'serving.latency', target: 60, window: '24h', params: { quantile: 0.95 } },
      { measure: 'performance.rocAuc', target: 0.8, window: '7d' },
      { measure: 'explanations.coverage', target: 0.99, window: '1d' },
    ],
    costs: { monthlyBudget: 100 },
  });
  expect(names).toEqual(
    expect.arrayContaining([
      'error-burst',
      'latency',
      'availability-burn-1h',
      'latency-burn-3d',
      'canary-latency',
      'unseen-categories',
      'stale-features',
      'performance-rocauc',
      'explanations-coverage',
      'disparity-sex',
      'cost-forecast',
    ]),
  );
  expect(names).not.toContain('disparity-client');
  expect(new Set(names).size).toBe(names.length);
});

it('pages for fast burns, tickets for slow ones, and leaves out what no share of failures can reach', () => {
  const rules = planRules(
    spec({ objectives: [{ measure: 'serving.availability', target: 0.9, window: '24h' }] }),
    USUAL_WINDOWS,
  );
  const burns = rules.filter(({ name }) => name.startsWith('availability-burn'));
  // 14.4 times 10 % is more than all requests.
  expect(burns.map(({ name, severity }) => [name, severity])).toEqual([
    ['availability-burn-6h', 'page'],
    ['availability-burn-1d', 'ticket'],
    ['availability-burn-3d', 'ticket'],
  ]);
  for (const { threshold } of burns) {
    expect(threshold.stops!.value).toBeLessThan(threshold.fires.value);
  }
});

it('takes the burn rates that an objective declares in the place of the usual ones', () => {
  const objective = {
    measure: 'serving.availability',
    target: 0.99,
    window: '30d',
    burnRates: [{ long: '2h', short: '10m', factor: 10 }],
  };
  const names = namesOf({ objectives: [objective] });
  expect(names.filter((name) => name.includes('burn'))).toEqual(['availability-burn-2h']);
});

it('asks for labelled performance of days that are old enough to have labels', () => {
  const rules = planRules(
    spec({ objectives: [{ measure: 'performance.rocAuc', target: 0.8, window: '7d' }] }),
    { ...USUAL_WINDOWS, labelDelayDays: 2 },
  );
  const [query] = rules.find(({ name }) => name === 'performance-rocauc')!.queries;
  expect(query).toMatchObject({ fromSeconds: 9 * 86_400, untilSeconds: 2 * 86_400 });
});

it('has a rule for an objective of any measure of the catalogue', () => {
  for (const { id } of CATALOGUE.filter(({ family }) => family !== 'serving')) {
    const model = spec({ objectives: [{ measure: id, target: 0.5, window: '1d' }] });
    const names = planRules(model, USUAL_WINDOWS).map(({ name }) => name);
    expect(names).toContain(id.replace('.', '-').toLowerCase());
  }
});

it('names receivers per rule, mutes tickets alone, and escapes what Grafana would expand', () => {
  const text = writeGrafanaRules([spec({ owner: 'team $RED' })], {
    receivers: { page: 'phone', ticket: 'board', muteTimings: ['nights'] },
    rootUrl: 'https://grafana.example/',
  });
  const rules = (
    parse(text) as { groups: { rules: Record<string, Record<string, unknown>>[] }[] }
  ).groups.flatMap((group) => group.rules);
  const settings = (uid: string) =>
    rules.find((rule) => (rule.uid as unknown) === uid)!.notification_settings;
  expect(settings('mw-credit-no-predictions')).toMatchObject({ receiver: 'phone' });
  expect(settings('mw-credit-no-predictions')).not.toHaveProperty('mute_time_intervals');
  expect(settings('mw-credit-drift')).toMatchObject({ receiver: 'board', mute_time_intervals: ['nights'] });
  expect(rules[0]!.labels).toMatchObject({ owner: 'team $$RED' });
  expect(rules[0]!.annotations!.runbook_url).toMatch(/^https:\/\/grafana\.example\/a\/modelwatch/);
});

it('gives every rule of every model a uid of its own that Grafana takes', () => {
  const long = 'a'.repeat(100);
  const uids = [uidOf(long, 'drift'), uidOf(long, 'latency'), uidOf('a.b', 'drift'), uidOf('a_b', 'drift')];
  expect(new Set(uids).size).toBe(uids.length);
  for (const uid of uids) expect(uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
});

it('writes a policy tree only for two receivers', () => {
  expect(() => writePolicyTree({ page: 'phone' })).toThrow(/--ticket/);
  expect(parse(writePolicyTree({ page: 'phone', ticket: 'board' }))).toMatchObject({
    policies: [{ receiver: 'board', routes: [{ receiver: 'phone' }, { receiver: 'board' }] }],
  });
});
