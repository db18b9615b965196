import fc from 'fast-check';
import { shapleyValues } from './shapleyValues';

test('two players share what they add, by hand', () => {
  expect([...shapleyValues(Float64Array.of(0, 1, 2, 6), 2)]).toEqual([2.5, 3.5]);
});

test('of any game, the values add up to what all reach, and one who adds nothing gets nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }).chain((players) =>
        fc.record({
          players: fc.constant(players),
          worth: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
            minLength: 1 << players,
            maxLength: 1 << players,
          }),
        }),
      ),
      ({ players, worth }) => {
        const values = shapleyValues(Float64Array.from(worth), players);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(worth.at(-1)! - worth[0]!, 9);
        // A player that changes nothing, added to the same game.
        const withIdler = shapleyValues(Float64Array.from([...worth, ...worth]), players + 1);
        expect(withIdler[players]).toBe(0);
        values.forEach((value, player) => expect(withIdler[player]).toBeCloseTo(value, 9));
      },
    ),
  );
});
