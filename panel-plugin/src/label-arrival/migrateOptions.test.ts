import fc from 'fast-check';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS } from './options';

describe('migrateOptions', () => {
  it('gives what is absent, of another kind or out of bounds its default', () => {
    expect(migrateOptions(undefined)).toEqual(DEFAULT_OPTIONS);
    expect(migrateOptions({ maturity: 90, showLag: 'no' })).toEqual(DEFAULT_OPTIONS);
    expect(migrateOptions({ maturity: 0 })).toEqual(DEFAULT_OPTIONS);
  });

  it('keeps what was chosen, and what a newer release may have written', () => {
    const chosen = { maturity: 0.8, showTriangle: false, later: { a: 1 } };
    expect(migrateOptions(chosen)).toMatchObject(chosen);
  });

  it('changes nothing when it is applied again', () => {
    const names = fc.constantFrom('maturity', 'showLag', 'showTriangle', 'showLegend', 'x');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (given) => {
        const once = migrateOptions(given);
        expect(migrateOptions({ ...once })).toEqual(once);
      }),
    );
  });
});
