import { type ModelWatchQuery } from '../types';
import { type Replace, interpolateQuery } from './interpolate';

const VARIABLES: Record<string, string | string[]> = {
  model: 'employment',
  features: ['AGEP', 'ESR'],
  one: ['AGEP'],
  quantile: '0.99',
};

/** As Grafana's: a format function gets what the variable holds, and without one several values become a glob. */
const replace: Replace = (text, format) =>
  text.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const value = VARIABLES[braced ?? bare ?? ''];
    if (value === undefined) return whole;
    if (format) return format(value);
    return Array.isArray(value) ? `{${value.join(',')}}` : value;
  });

const query = (more: Partial<ModelWatchQuery>): ModelWatchQuery => ({
  refId: 'A',
  measure: 'drift.psi',
  shape: 'series',
  ...more,
});

test('a variable with several values becomes that many entries of a list', () => {
  const filters = [{ key: 'region', operator: '=' as const, values: ['${features}', 'north'] }];
  const answer = interpolateQuery(
    query({ model: '$model', features: ['$features', '$one', '@score'], filters }),
    replace,
  );
  expect(answer).toMatchObject({
    model: 'employment',
    features: ['AGEP', 'ESR', '@score'],
    filters: [{ key: 'region', operator: '=', values: ['AGEP', 'ESR', 'north'] }],
  });
});

test('a variable within a text stays within it', () => {
  expect(interpolateQuery(query({ features: ['$model-x'] }), replace).features).toEqual(['employment-x']);
});

test('an unknown variable is left as it was written, for the backend to name', () => {
  expect(interpolateQuery(query({ model: '$nothing', features: ['$nothing'] }), replace)).toMatchObject({
    model: '$nothing',
    features: ['$nothing'],
  });
});

test('a number that came out of a variable is a number', () => {
  const { params } = interpolateQuery(
    query({ params: { quantile: '$quantile', bins: 'joined', n: 3, code: '7' } }),
    replace,
  );
  expect(params).toEqual({ quantile: 0.99, bins: 'joined', n: 3, code: '7' });
});

test("the dashboard's ad-hoc filters are added, one of several values as one filter", () => {
  const answer = interpolateQuery(query({}), replace, [
    { key: 'sex', operator: '=', value: '1' },
    { key: 'region', operator: '!=|', value: 'n', values: ['n', 's'] },
    { key: '', operator: '=', value: '' },
  ]);
  expect(answer.filters).toEqual([
    { key: 'sex', operator: '=', values: ['1'] },
    { key: 'region', operator: '!=', values: ['n', 's'] },
  ]);
});

test('what was not given stays not given', () => {
  const answer = interpolateQuery(query({}), replace);
  expect(JSON.parse(JSON.stringify(answer))).toEqual(query({}));
});
