import { type DataFrame, FieldType, toDataFrame } from '@grafana/data';
import { TRIANGLE_FIELDS } from '@modelwatch/collector/contract';
import fc from 'fast-check';
import { ageReaching, estimateArrival, forecastDay, lastBelieved, mergeDays, prepareArrival } from '.';

const DAY_MS = 86_400_000;
const day = (
  index: number,
  served: number,
  arrived: (number | null)[],
  partial: (number | null)[] = arrived.map(() => null),
) => ({
  dayMs: index * DAY_MS,
  days: 1,
  served,
  arrived,
  partial,
});

function frameOf(
  rows: [day: number, age: number, served: number, arrived: number | null, isPartial?: true][],
  more = {},
): DataFrame {
  const column = (name: string, values: unknown[], type = FieldType.number) => ({ name, type, values });
  return toDataFrame({
    refId: 'A',
    fields: [
      column(
        'model',
        rows.map(() => 'm'),
        FieldType.string,
      ),
      column(
        TRIANGLE_FIELDS.day,
        rows.map(([index]) => index * DAY_MS),
        FieldType.time,
      ),
      column(
        TRIANGLE_FIELDS.age,
        rows.map(([, age]) => age),
      ),
      column(
        TRIANGLE_FIELDS.served,
        rows.map(([, , served]) => served),
      ),
      column(
        TRIANGLE_FIELDS.arrived,
        rows.map(([, , , arrived]) => arrived),
      ),
      column(
        TRIANGLE_FIELDS.coverage,
        rows.map(([, , served, arrived]) => arrived && arrived / served),
      ),
      column(
        TRIANGLE_FIELDS.complete,
        rows.map(([, , , , isPartial]) => isPartial !== true),
        FieldType.boolean,
      ),
    ],
    ...more,
  });
}

describe('prepareArrival', () => {
  it('makes a triangle of days by age, in order, with nothing where a day is not that old', () => {
    const frame = frameOf([
      [1, 1, 10, 6],
      [1, 2, 10, 7, true],
      [0, 2, 10, 8],
      [0, 1, 10, 5],
    ]);
    const prepared = prepareArrival([frame]);
    if (prepared.state !== 'ready') throw new Error(prepared.reason);
    expect(prepared.model).toBe('m');
    expect(prepared.triangles).toMatchObject([
      { ages: [1, 2], labels: {}, days: [day(0, 10, [5, 8]), day(1, 10, [6, null], [null, 7])] },
    ]);
  });

  it('says which fields are missing when the answer has another form', () => {
    const frame = toDataFrame({ fields: [{ name: 'day', type: FieldType.time, values: [1] }] });
    const prepared = prepareArrival([frame]);
    expect(prepared).toMatchObject({ state: 'unsuitable' });
    expect(prepared.state !== 'ready' && prepared.reason).toContain('no field named age');
  });

  it('tells an empty answer, in the words of its notice where it has one', () => {
    expect(prepareArrival([]).state).toBe('empty');
    expect(prepareArrival([frameOf([])])).toMatchObject({ state: 'empty' });
    expect(prepareArrival([frameOf([[0, 1, 0, null]])])).toEqual({
      state: 'empty',
      reason: 'No prediction was answered in this time range.',
    });
    const told = toDataFrame({ fields: [], meta: { notices: [{ severity: 'info', text: 'No rows.' }] } });
    expect(prepareArrival([told])).toEqual({ state: 'empty', reason: 'No rows.' });
  });
});

describe('estimateArrival', () => {
  it('takes at each age the days that were seen through it: worked by hand', () => {
    // Within 1 day 5 + 6 of 20; of the 5 of day 0 that still waited 3 came within 2 days: 1 − 0.45 · 0.4.
    const estimate = estimateArrival({ ages: [1, 2], days: [day(0, 10, [5, 8]), day(1, 10, [6, null])] });
    expect(estimate.cumulative[0]).toBeCloseTo(0.55, 12);
    expect(estimate.cumulative[1]).toBeCloseTo(0.82, 12);
    expect(estimate.atRisk).toEqual([20, 5]);
    expect(estimate.plateau).toBeCloseTo(0.82, 12);
  });

  it('is the share that has come where every day was seen to the end, and never falls', () => {
    const counts = fc.array(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(counts, (given) => {
        const days = given.map((came, index) => {
          const arrived = came.map((_, age) => came.slice(0, age + 1).reduce((sum, one) => sum + one, 0));
          return day(index, arrived.at(-1)! + 7, arrived);
        });
        const { cumulative } = estimateArrival({ ages: [1, 2, 3, 4], days });
        const served = days.reduce((sum, one) => sum + one.served, 0);
        const came = days.reduce((sum, one) => sum + one.arrived.at(-1)!, 0);
        expect(cumulative.at(-1)).toBeCloseTo(came / served, 9);
        cumulative.forEach((share, index) =>
          expect(share).toBeGreaterThanOrEqual(cumulative[index - 1] ?? 0),
        );
      }),
    );
  });

  it('ends where no day has been seen, and knows nothing of no labels', () => {
    expect(estimateArrival({ ages: [1, 2], days: [day(0, 10, [null, null])] })).toMatchObject({
      ages: [],
      plateau: 0,
    });
    expect(estimateArrival({ ages: [1], days: [day(0, 10, [0])] }).plateau).toBe(0);
  });
});

describe('ageReaching', () => {
  const estimate = estimateArrival({ ages: [1, 2, 4], days: [day(0, 100, [50, 75, 95])] });
  it.each([
    [0.25, 0.5],
    [0.5, 1],
    [0.75, 2],
    [0.85, 3],
    [0.95, 4],
    [0.96, null],
  ])('%p has come within %p days', (share, age) => {
    const found = ageReaching(estimate, share);
    if (age === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(age, 12);
  });
});

describe('forecastDay', () => {
  const estimate = estimateArrival({ ages: [1, 2], days: [day(0, 100, [50, 80])] });
  it('expects of those that wait what came of those that waited as long', () => {
    const forecast = forecastDay(day(1, 200, [110, null]), estimate);
    // 90 wait; of 50 that waited a day 30 came.
    expect(forecast).toMatchObject({
      arrived: 110,
      toCome: expect.closeTo(54, 9),
      never: expect.closeTo(36, 9),
    });
    expect(forecast.maturity).toBeCloseTo(110 / 164, 12);
  });

  it('expects nothing more of a day that has reached the greatest age, and tells nothing of an empty one', () => {
    expect(forecastDay(day(0, 100, [50, 80]), estimate)).toMatchObject({ toCome: 0, never: 20, maturity: 1 });
    expect(forecastDay(day(2, 0, [null, null]), estimate).maturity).toBeNull();
    expect(forecastDay(day(2, 10, [null, null]), estimate)).toMatchObject({
      arrived: 0,
      toCome: 8,
      maturity: 0,
    });
  });

  it('takes off what has come since the last age that the whole day has reached', () => {
    const forecast = forecastDay(day(1, 200, [110, null], [null, 130]), estimate);
    expect(forecast).toMatchObject({
      arrived: 130,
      toCome: expect.closeTo(34, 9),
      never: expect.closeTo(36, 9),
    });
  });

  it('adds up to the predictions of the day', () => {
    const counts = fc.record({ served: fc.nat(1000), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(counts, ({ served, share }) => {
        const { arrived, toCome, never } = forecastDay(
          day(0, served, [Math.floor(served * share), null]),
          estimate,
        );
        expect(arrived + toCome + never).toBeCloseTo(served, 6);
      }),
    );
  });
});

test('lastBelieved stops at the first day that has not matured, and passes over empty ones', () => {
  const forecast = (index: number, maturity: number | null) => ({ dayMs: index, maturity }) as never;
  const days = [forecast(0, 0.99), forecast(1, null), forecast(2, 0.9), forecast(3, 0.5), forecast(4, 1)];
  expect(lastBelieved(days, 0.9)).toMatchObject({ dayMs: 2 });
  expect(lastBelieved(days, 1)).toBeNull();
});

test('mergeDays adds neighbouring days up, as old as their youngest', () => {
  const days = [day(0, 10, [5, 8]), day(1, 20, [6, null], [null, 7]), day(2, 1, [null, null])];
  const merged = mergeDays({ days, ages: [1, 2] } as never, 2);
  expect(merged.days).toEqual([
    { dayMs: 0, days: 2, served: 30, arrived: [11, null], partial: [null, 15] },
    { dayMs: 2 * DAY_MS, days: 1, served: 1, arrived: [null, null], partial: [null, null] },
  ]);
});
