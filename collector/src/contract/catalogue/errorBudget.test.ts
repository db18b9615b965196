import { budgetOf, objectiveOf, reasonUnreachable } from './errorBudget';

test('14.4 times an error budget is reachable up to 6.9 %, and refused with the arithmetic above', () => {
  expect(reasonUnreachable(14.4, 0.069)).toBeNull();
  expect(reasonUnreachable(14.4, 1 / 14.4)).toBeNull();
  expect(reasonUnreachable(10, 0.1)).toBeNull();
  expect(reasonUnreachable(14.4, 0.1)).toBe(
    '14.4 times an error budget of 10 % is 144 % of all requests, which cannot happen; take a factor of at most 10, ' +
      'or a target above 93.06 %.',
  );
});

test('an error budget is what the objective leaves', () => {
  const of = (measure: string, target: number, params?: Record<string, number>) =>
    budgetOf({ measure, target, params, window: '24h' });
  expect(of('serving.availability', 0.999)).toBeCloseTo(0.001, 12);
  expect(of('serving.serverErrorRate', 0.002)).toBe(0.002);
  expect(of('serving.latency', 60, { quantile: 0.99 })).toBeCloseTo(0.01, 12);
  expect(of('serving.latency', 60)).toBeCloseTo(0.05, 12);
  expect(of('performance.rocAuc', 0.85)).toBeNull();
});

test('an indicator finds its objective', () => {
  const objectives = [
    { measure: 'performance.rocAuc', target: 0.85, window: '7d' },
    { measure: 'serving.latency', target: 60, window: '24h' },
  ];
  expect(objectiveOf('latency', objectives)).toBe(objectives[1]);
  expect(objectiveOf('availability', objectives)).toBeUndefined();
});
