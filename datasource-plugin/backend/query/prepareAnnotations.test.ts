import { type DataQueryMessage } from '../protocol';
import { isOfAnnotations, prepareAnnotations } from './prepareAnnotations';

const MESSAGE: DataQueryMessage = {
  refId: 'Anno',
  json: Buffer.from('{}'),
  maxDataPoints: 100,
  intervalMS: 1000,
  timeRange: { fromEpochMS: 0, toEpochMS: 60_000 },
  queryType: '',
};

test('a query that names what to show asks for annotations, of one model or of all', () => {
  expect(isOfAnnotations({ measure: 'drift.psi', show: [] })).toBe(false);
  expect(isOfAnnotations({ show: ['changes'], measure: '' })).toBe(true);
  expect(prepareAnnotations({ show: ['changes'], model: '', measure: '', hide: false }, MESSAGE)).toEqual({
    show: ['changes'],
    range: { from: 0, to: 60_000 },
    refId: 'Anno',
  });
});

test('a variable that the dashboard does not have is told', () => {
  expect(() => prepareAnnotations({ show: ['maturity'], model: '$model' }, MESSAGE)).toThrow(
    /\$model at \$\.model was not replaced/,
  );
});
