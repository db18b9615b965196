import {
  type BaselineEntry,
  type ColumnProfile,
  findMeasure,
  type ModelEntry,
  type ModelSpec,
} from '../../contract';
import type { Column } from '../../store';
import type { Rows } from '../rows';
import { binCategories, binNumbers, codesOf, flagRows, placeAmong, translateCodes } from './bins';
import { type Fact } from './fact';

/** Below these shares of the segment a change is a note; where the catalogue has a threshold it is critical above. */
const FLOORS = { missing: 0.02, invalid: 0.001, unseen: 0.01, range: 0.01, stale: 0.05 };
/** A feature whose values are mostly broken numbers is rounded when they become whole. */
const MOSTLY = 0.5;
/** A number is strange when it lies beyond the known range by more than this share of it: ranges of samples grow. */
const BEYOND = 0.25;

export const thresholdOf = (spec: ModelSpec, measure: string, otherwise: number): number =>
  spec.thresholds?.[measure] ?? findMeasure(measure)?.threshold ?? otherwise;

/** What can happen to each feature: another distribution, missing, invalid, unseen, out of range, rounded, stale. */
export function featureFacts(rows: Rows, entry: ModelEntry, baseline: BaselineEntry | null): Fact[] {
  return entry.schema.features.flatMap(({ name }) => {
    const column = rows.features[name]!;
    const profile = baseline?.columns[name];
    return [
      shiftFact(rows, entry.spec, name, column, profile),
      ...rateFacts(rows, entry, name, column, profile),
    ];
  });
}

export const isMissing = (column: Column, row: number): boolean =>
  column.type === 'number' ? Number.isNaN(column.values[row]!) : column.codes[row] === -1;

function shiftFact(
  rows: Rows,
  spec: ModelSpec,
  name: string,
  column: Column,
  profile: ColumnProfile | undefined,
): Fact {
  const binned =
    column.type === 'number'
      ? binNumbers(column.values, rows.boundary)
      : binCategories(column.codes, column.dictionary.length);
  const floor = thresholdOf(spec, 'drift.totalVariation', 0.1);
  return {
    kind: 'feature',
    name: `feature ${name}`,
    feature: name,
    shape: 'shift',
    ...binned,
    floor,
    critical: 2 * floor,
    baseline: profile && baselineOf(column, profile),
  };
}

/** Codes by the bins of a baseline, and its shares of them; levels that it does not have are the last one. */
export function baselineOf(column: Column, profile: ColumnProfile): Fact['baseline'] {
  const total = profile.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const shares = Float64Array.from([...profile.counts, 0], (count) => count / total);
  if (column.type === 'number') {
    if (profile.type !== 'number') return undefined;
    const { edges } = profile;
    return { codes: codesOf(column.values, (value) => placeAmong(edges, value)), shares };
  }
  if (profile.type === 'number') return undefined;
  const places = new Map(profile.levels.map((level, index) => [level, index]));
  const codeOf = column.dictionary.map((text) => places.get(text) ?? profile.levels.length);
  return { codes: translateCodes(column.codes, (code) => codeOf[code]!), shares };
}

function rateFacts(
  rows: Rows,
  { spec }: ModelEntry,
  name: string,
  column: Column,
  profile: ColumnProfile | undefined,
): Fact[] {
  const invalid = rows.invalid[name];
  const rate = (
    fact: Pick<Fact, 'kind' | 'name' | 'floor' | 'critical'>,
    isBad: (row: number) => boolean | null,
  ): Fact => ({ ...fact, feature: name, shape: 'rate', bins: 2, codes: flagRows(rows, isBad) });

  const facts = [
    rate(
      {
        kind: 'missing',
        name: `missing ${name}`,
        floor: FLOORS.missing,
        critical: thresholdOf(spec, 'quality.missingRate', 0.05),
      },
      (row) => isMissing(column, row) && invalid?.[row] !== 1,
    ),
  ];
  if (invalid) {
    facts.push(
      rate(
        {
          kind: 'invalid',
          name: `invalid ${name}`,
          floor: Math.min(FLOORS.invalid, thresholdOf(spec, 'quality.invalidRate', FLOORS.invalid)),
          critical: 0.01,
        },
        (row) => invalid[row] === 1,
      ),
    );
  }
  const isStrange = strangeness(rows, column, profile);
  if (isStrange) {
    facts.push(
      rate(
        {
          kind: column.type === 'number' ? 'feature' : 'schema',
          name: `strange ${name}`,
          floor: column.type === 'number' ? FLOORS.range : FLOORS.unseen,
          critical: 0.1,
        },
        (row) => (isMissing(column, row) ? null : isStrange(row)),
      ),
    );
  }
  if (column.type === 'number' && isMostlyBroken(column.values.subarray(0, rows.boundary))) {
    facts.push(
      rate({ kind: 'feature', name: `rounded ${name}`, floor: 0.1, critical: 0.5 }, (row) =>
        isMissing(column, row) ? null : Number.isInteger(column.values[row]),
      ),
    );
  }
  const ages = rows.ages[name];
  if (ages) facts.push(staleFact(rows, spec, name, ages));
  return facts;
}

/** Whether a value is outside of everything that the baseline and the time before have seen. */
function strangeness(
  rows: Rows,
  column: Column,
  profile: ColumnProfile | undefined,
): ((row: number) => boolean) | null {
  if (column.type === 'number') {
    const known = column.values
      .subarray(0, rows.boundary)
      .filter((value) => !Number.isNaN(value))
      .sort();
    const range = profile?.type === 'number' ? profile : null;
    // The tails of the time before are left out: what an earlier incident left there is no healthy value.
    const least = range?.min ?? known[Math.floor(known.length * 0.001)];
    const greatest = range?.max ?? known[Math.ceil(known.length * 0.999) - 1];
    if (least == null || greatest == null) return null;
    const margin = BEYOND * (greatest - least);
    return (row) => column.values[row]! < least - margin || column.values[row]! > greatest + margin;
  }
  const known = new Set(profile && profile.type !== 'number' ? profile.levels : []);
  if (!profile) {
    for (let row = 0; row < rows.boundary; row++) known.add(column.dictionary[column.codes[row]!] ?? '');
  }
  const isKnown = column.dictionary.map((text) => known.has(text));
  return (row) => !isKnown[column.codes[row]!];
}

function isMostlyBroken(values: Float64Array): boolean {
  let present = 0;
  let broken = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    present += 1;
    if (!Number.isInteger(value)) broken += 1;
  }
  return present > 0 && broken / present > MOSTLY;
}

/** Older than the schema allows, or than all but a hundredth of the time before was. */
function staleFact(rows: Rows, spec: ModelSpec, name: string, ages: Float64Array): Fact {
  const ttl = spec.features.find((feature) => feature.name === name)?.ttlSeconds;
  const known = ages
    .subarray(0, rows.boundary)
    .filter((age) => !Number.isNaN(age))
    .sort();
  const limit = ttl === undefined ? (known[Math.floor(0.99 * (known.length - 1))] ?? Infinity) : ttl * 1000;
  return {
    kind: 'freshness',
    name: `stale ${name}`,
    feature: name,
    shape: 'rate',
    bins: 2,
    codes: flagRows(rows, (row) => (Number.isNaN(ages[row]!) ? null : ages[row]! > limit)),
    floor: FLOORS.stale,
    critical: 0.2,
  };
}
