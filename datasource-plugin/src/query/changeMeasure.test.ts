import { type MeasureDefinition, findMeasure } from '@modelwatch/collector/contract';
import { changeMeasure, changeParameter } from './changeMeasure';

const measure = (id: string): MeasureDefinition => findMeasure(id)!;

test('what the new measure cannot take is dropped, the rest is kept', () => {
  const query = {
    refId: 'A',
    measure: 'drift.psi',
    model: 'employment',
    shape: 'distribution' as const,
    features: ['AGEP'],
    groupBy: ['sex'],
    params: { bins: 'joined' },
    version: 'v1',
  };
  expect(changeMeasure(query, measure('serving.latency'), [])).toEqual({
    refId: 'A',
    measure: 'serving.latency',
    model: 'employment',
    shape: 'series',
    groupBy: ['sex'],
    version: 'v1',
  });
  expect(changeMeasure(query, measure('drift.jensenShannon'), [])).toEqual({
    ...query,
    measure: 'drift.jensenShannon',
  });
});

test('the only model is chosen, one of several is not, and the collector itself has none', () => {
  const query = { refId: 'A', measure: 'collector.behind', shape: 'snapshot' as const };
  expect(changeMeasure(query, measure('drift.psi'), ['employment']).model).toBe('employment');
  expect(changeMeasure(query, measure('drift.psi'), ['a', 'b']).model).toBeUndefined();
  expect(changeMeasure({ ...query, model: 'a' }, measure('collector.behind'), []).model).toBeUndefined();
});

test('a parameter that is emptied goes back to its default', () => {
  const query = { refId: 'A', measure: 'm', shape: 'series' as const, params: { quantile: 0.5, other: 1 } };
  expect(changeParameter(query, 'quantile', 0.9).params).toEqual({ quantile: 0.9, other: 1 });
  expect(changeParameter(query, 'quantile', '').params).toEqual({ other: 1 });
});
