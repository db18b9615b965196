import { planReplay } from './planReplay';
import { FINDING, investigationOf, WINDOW } from './testing/examples';

const one = investigationOf([FINDING]);
const iso = (ms: number): string => new Date(ms).toISOString();

test('a repair is replayed from the beginning of the change, not before it', () => {
  expect(planReplay(one, FINDING, 'v1')).toEqual({
    model: 'm',
    from: iso(FINDING.since!.estimate),
    to: iso(WINDOW.to),
    versions: ['v1'],
    repairs: FINDING.repairs,
  });
});

test('a change that ended, and stood before the window, is replayed from there until its end', () => {
  const until = WINDOW.from + 1000;
  const plan = planReplay(one, { ...FINDING, since: null, until }, 'v1');
  expect(plan).toMatchObject({ from: iso(WINDOW.from), to: iso(until + 1) });
});

test('without a version in production or without a repair there is nothing to replay', () => {
  expect(planReplay(one, FINDING, null)).toBeNull();
  expect(planReplay(one, { ...FINDING, repairs: [] }, 'v1')).toBeNull();
});
