import { findMeasure } from '@modelwatch/collector/contract';
import { DEFAULT_QUERY, describeQuery, hasWholeFilters, isComplete } from './complete';

test('the default query runs: it is in the catalogue, in a shape that its measure has, and wants no model', () => {
  const measure = findMeasure(DEFAULT_QUERY.measure)!;
  expect(measure.shapes).toContain(DEFAULT_QUERY.shape);
  expect(measure.input).toBe('collector');
  expect(isComplete(DEFAULT_QUERY)).toBe(true);
});

test.each([
  [{}, false],
  [{ measure: 'drift.psi' }, false],
  [{ show: ['changes' as const] }, true],
  [{ show: [] }, false],
  [{ measure: 'drift.psi', model: 'm' }, true],
  [{ measure: 'drift.psi', model: 'm', hide: true }, false],
])('%j is asked: %p', (query, expected) => {
  expect(isComplete(query)).toBe(expected);
});

test('a filter that is being written holds the query back', () => {
  const filter = { key: 'sex', operator: '=' as const, values: ['1'] };
  expect(hasWholeFilters({})).toBe(true);
  expect(hasWholeFilters({ filters: [filter] })).toBe(true);
  expect(hasWholeFilters({ filters: [filter, { ...filter, values: [] }] })).toBe(false);
  expect(hasWholeFilters({ filters: [{ ...filter, key: '' }] })).toBe(false);
});

test('a folded query says what it asks', () => {
  expect(describeQuery({ measure: 'drift.psi', model: 'm', groupBy: ['sex', 'version'], as: 'breach' })).toBe(
    'drift.psi of m by sex, version (breach)',
  );
});
