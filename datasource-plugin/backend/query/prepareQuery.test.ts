import fc from 'fast-check';
import { Failure } from '../failure';
import { type DataQueryMessage } from '../protocol';
import { prepareQuery } from './prepareQuery';

const message = (model: unknown, more: Partial<DataQueryMessage> = {}): DataQueryMessage => ({
  refId: 'A',
  json: Buffer.from(JSON.stringify(model)),
  maxDataPoints: 0,
  intervalMS: 0,
  timeRange: { fromEpochMS: 0, toEpochMS: 60_000 },
  queryType: '',
  ...more,
});

test('a query without a shape is a series', () => {
  expect(prepareQuery(message({ measure: 'm.x' }), false).query.shape).toBe('series');
});

test('numbers that Grafana left out are left out', () => {
  expect(Object.keys(prepareQuery(message({ measure: 'm.x' }), false)).sort()).toEqual([
    'query',
    'range',
    'refId',
  ]);
});

test('a filter without a key was never begun; one without values is told', () => {
  const whole = { key: 'sex', operator: '=', values: ['1'] };
  const query = { measure: 'm.x', filters: [{ key: '', operator: '=', values: [] }, whole] };
  expect(prepareQuery(message(query), false).query.filters).toEqual([whole]);
  expect(() => prepareQuery(message({ ...query, filters: [{ ...whole, values: [] }] }), false)).toThrow(
    'The filter on sex has no value',
  );
  expect(
    prepareQuery(message({ ...query, filters: query.filters.slice(0, 1) }), false).query,
  ).not.toHaveProperty('filters');
});

test('a variable in an alert rule is told as what it is', () => {
  expect(() => prepareQuery(message({ measure: 'm.x', model: '$model' }), true)).toThrow(
    /alert rules have no template variables/,
  );
});

test('whatever is stored in a panel, the answer is a request or a sentence', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('measure', 'filters', 'features', 'params', 'shape'), fc.jsonValue()),
      ),
      (model) => {
        try {
          expect(typeof prepareQuery(message(model), false).query.measure).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      },
    ),
  );
});
