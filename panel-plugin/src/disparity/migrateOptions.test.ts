import fc from 'fast-check';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS } from './options';

describe('migrateOptions', () => {
  it('gives what is absent, of another kind or out of bounds its default', () => {
    expect(migrateOptions(undefined)).toEqual(DEFAULT_OPTIONS);
    expect(
      migrateOptions({ compareBy: 'odds', allowedRatio: 4, allowedDifference: '0.2', showLegend: 1 }),
    ).toEqual(DEFAULT_OPTIONS);
  });

  it('keeps what was chosen, and what a newer release may have written', () => {
    const chosen = { compareBy: 'ratio', allowedRatio: 0.9, sortBy: 'name', fromZero: false, later: [1] };
    expect(migrateOptions(chosen)).toMatchObject(chosen);
  });

  it('changes nothing when it is applied again', () => {
    const names = fc.constantFrom(
      'compareBy',
      'allowedDifference',
      'allowedRatio',
      'sortBy',
      'fromZero',
      'x',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (given) => {
        const once = migrateOptions(given);
        expect(migrateOptions({ ...once })).toEqual(once);
      }),
    );
  });
});
