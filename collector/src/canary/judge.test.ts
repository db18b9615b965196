import { decide } from './decide';
import { type Finding, judge } from './judge';

const finding = (more: Partial<Finding>): Finding => ({
  name: 'errorRate',
  title: 'Server errors',
  unit: 'percentunit',
  canary: 0.02,
  stable: 0.01,
  value: 0.01,
  interval: { lower: 0.005, upper: 0.015 },
  bound: 0.02,
  predictions: 1000,
  better: 'lower',
  enough: 200,
  ...more,
});

it.each<[string, Partial<Finding>, string]>([
  ['wholly below its bound', {}, 'holds'],
  ['wholly above its bound', { bound: 0.001 }, 'breaks'],
  ['around its bound', { bound: 0.012 }, 'undecided'],
  ['below a bound that it should be above', { better: 'higher', bound: 0.02 }, 'breaks'],
  ['above a bound that it should be above', { better: 'higher', bound: 0.001 }, 'holds'],
  ['of too few', { predictions: 100 }, 'undecided'],
  ['not there', { interval: null }, 'undecided'],
])('an interval %s', (_about, more, state) => {
  expect(judge(finding(more), 1).state).toBe(state);
});

it('tells how long to wait by how much the interval must shrink, at the traffic so far', () => {
  const half = judge(finding({ bound: 0.0125 }), 10);
  // Twice as near: four times as many predictions, and a tenth more.
  expect(half.morePredictions).toBe(3400);
  expect(half.moreSeconds).toBe(340);
  expect(judge(finding({ bound: 0.0125, afterSeconds: 60 }), 10).moreSeconds).toBe(400);
  expect(judge(finding({ predictions: 50 }), 10).morePredictions).toBe(150);
  const unbounded = { interval: { lower: 0, upper: Infinity }, boundedFrom: 3000 };
  expect(judge(finding(unbounded), 10)).toMatchObject({
    morePredictions: 2000,
    interval: { lower: 0, upper: null },
  });
  expect(judge(finding({ bound: 0.01 }), 10).morePredictions).toBeNull();
});

it('rolls back for one, promotes for all, and waits for the slowest', () => {
  const [holds, breaks, open] = [{}, { bound: 0.001 }, { bound: 0.0125 }].map((more) =>
    judge(finding(more), 10),
  );
  expect(decide([holds!, breaks!, open!]).verdict).toBe('roll back');
  expect(decide([holds!, holds!]).verdict).toBe('promote');
  expect(decide([holds!, open!])).toMatchObject({ verdict: 'wait', morePredictions: 3400, moreSeconds: 340 });
});
