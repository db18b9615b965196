import fc from 'fast-check';
import { migrateOptions } from './migrateOptions';
import { DEFAULT_OPTIONS } from './options';

describe('migrateOptions', () => {
  it('gives what is absent or of another kind its default', () => {
    expect(migrateOptions(undefined)).toEqual(DEFAULT_OPTIONS);
    expect(migrateOptions({ arrangement: 7, showLegend: 'yes' })).toEqual(DEFAULT_OPTIONS);
  });

  it('keeps what was chosen, and what a newer release may have written', () => {
    expect(migrateOptions({ arrangement: 'sideBySide', sortBy: 'name', later: 1 })).toMatchObject({
      arrangement: 'sideBySide',
      sortBy: 'name',
      later: 1,
    });
  });

  it('keeps what earlier releases wrote, and knows the arrangements that have come since', () => {
    for (const arrangement of ['overlaid', 'sideBySide', 'mirrored', 'difference']) {
      expect(migrateOptions({ arrangement })).toMatchObject({ arrangement });
    }
  });

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('arrangement', 'sortBy', 'sharedScale', 'x'), fc.jsonValue()),
        (given) => {
          const once = migrateOptions(given);
          expect(migrateOptions({ ...once })).toEqual(once);
        },
      ),
    );
  });
});
