import { isInvestigation, readQuestion, toRequest } from './readQuestion';

const NOW = Date.UTC(2026, 9, 16, 12);
const HOUR_MS = 3_600_000;

describe('readQuestion', () => {
  it.each([
    ['milliseconds, as panels write them', String(NOW - HOUR_MS), String(NOW), 1],
    ['relative, as alerts write them', 'now-6h', 'now', 6],
    ['RFC 3339', '2026-10-16T10:00:00Z', '2026-10-16T12:00:00Z', 2],
    ['nothing: the last six hours', undefined, undefined, 6],
  ])('reads %s', (_what, from, to, hours) => {
    const asked = readQuestion({ model: 'm', from, to }, NOW);
    expect(asked).toMatchObject({ model: 'm', to: expect.any(Number) as number });
    if ('sentence' in asked) throw new Error(asked.sentence);
    // Grafana's own clock runs between two readings.
    expect(Math.abs(asked.to - NOW)).toBeLessThan(1000);
    expect(Math.abs(asked.to - asked.from - hours * HOUR_MS)).toBeLessThan(1000);
  });

  it.each([
    [{}, /names no model/],
    [{ model: 'm', from: 'yesterday', to: 'now' }, /cannot be read/],
    [{ model: 'm', from: '2', to: '1' }, /ends before it begins/],
  ])('says what is wrong with %o', (search, sentence) => {
    expect(readQuestion(search, NOW)).toEqual({ sentence: expect.stringMatching(sentence) as string });
  });
});

test('labels by which the model can be filtered become filters; what Grafana adds does not', () => {
  const search = {
    model: 'm',
    from: '1000',
    to: '2000',
    feature: 'AGEP',
    client: 'mobile',
    orgId: '1',
    region: '',
  };
  const asked = readQuestion(search, NOW);
  if ('sentence' in asked) throw new Error(asked.sentence);
  expect(asked.feature).toBe('AGEP');
  expect(toRequest(asked, { segments: [{ name: 'client' }, { name: 'region' }] })).toEqual({
    model: 'm',
    from: '1970-01-01T00:00:01.000Z',
    to: '1970-01-01T00:00:02.000Z',
    filters: [{ key: 'client', operator: '=', values: ['mobile'] }],
  });
});

test.each([
  ['/a/modelwatch-investigations-app/investigation', true],
  ['/a/modelwatch-investigations-app/investigation?model=m', true],
  ['/a/modelwatch-investigations-app/investigations-of', false],
  ['/a/modelwatch-investigations-app', false],
])('%s is the page: %s', (path, is) => expect(isInvestigation(path)).toBe(is));
