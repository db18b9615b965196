import type { Rows } from '../rows';
import { binCategories, binNumbers, flagRows } from './bins';
import type { Fact } from './fact';

const HOUR_MS = 3_600_000;
/** How far back an equal row makes a row a duplicate. */
const DUPLICATE_MS = 6 * HOUR_MS;
/** Clocks are compared with the time of receipt where rows are received about when they are made. */
const LIVE_MS = 6 * HOUR_MS;

/** How requests were answered and delivered. */
export function servingFacts(rows: Rows): Fact[] {
  const versions = rows.dimensions.version!;
  const errors = (name: string, isBad: (status: number) => boolean): Fact => ({
    kind: 'errors',
    name,
    feature: null,
    shape: 'rate',
    bins: 2,
    codes: flagRows(rows, (row) => isBad(rows.status[row]!)),
    floor: 0.005,
    critical: 0.01,
  });
  return [
    errors('server errors', (status) => status >= 500),
    errors('client errors', (status) => status >= 400 && status < 500),
    {
      kind: 'latency',
      name: 'latency',
      feature: null,
      shape: 'shift',
      ...binNumbers(rows.latency, rows.boundary),
      floor: 0.15,
      critical: 0.3,
      onlyUp: true,
    },
    slowFact(rows),
    {
      kind: 'version',
      name: 'version',
      feature: null,
      shape: 'shift',
      ...binCategories(versions.codes, versions.dictionary.length),
      floor: 0.01,
      critical: 1,
      onlyWhole: true,
      isNote: true,
    },
    duplicateFact(rows),
    ...clockFacts(rows),
  ];
}

/** Slower than all but a hundredth of the time before: a few very slow answers move no distribution. */
function slowFact(rows: Rows): Fact {
  const known = rows.latency
    .subarray(0, rows.boundary)
    .filter((ms) => !Number.isNaN(ms))
    .sort();
  const limit = known[Math.floor(0.99 * (known.length - 1))] ?? Infinity;
  return {
    kind: 'latency',
    name: 'slow answers',
    feature: null,
    shape: 'rate',
    bins: 2,
    codes: flagRows(rows, (row) => (Number.isNaN(rows.latency[row]!) ? null : rows.latency[row]! > limit)),
    floor: 0.03,
    critical: 0.1,
  };
}

/** A row whose like (the same entity with the same features) came within the hours before it. */
function duplicateFact(rows: Rows): Fact {
  const last = new Map<number, number>();
  const codes = flagRows(rows, (row) => {
    const fingerprint = rows.fingerprints[row]!;
    const before = last.get(fingerprint);
    last.set(fingerprint, rows.ts[row]!);
    return before !== undefined && rows.ts[row]! - before <= DUPLICATE_MS;
  });
  return {
    kind: 'duplicates',
    name: 'duplicates',
    feature: null,
    shape: 'rate',
    bins: 2,
    codes,
    floor: 0.02,
    critical: 0.1,
  };
}

/**
 * Signs of a clock that is wrong: labels that arrive before their prediction was made, and times that depart from the
 * time of receipt. A log that was loaded later says nothing by its time of receipt, so it is not looked at there.
 */
function clockFacts(rows: Rows): Fact[] {
  const facts: Fact[] = [
    {
      kind: 'clock',
      name: 'labels before predictions',
      feature: null,
      shape: 'rate',
      bins: 2,
      codes: flagRows(rows, (row) =>
        Number.isNaN(rows.labelTs[row]!) ? null : rows.labelTs[row]! < rows.ts[row]!,
      ),
      floor: 0.01,
      critical: 0.1,
    },
  ];
  const delays = rows.received.map((received, row) => received - rows.ts[row]!);
  const known = delays.slice(0, rows.boundary).sort();
  if (known.length === 0) return facts;
  const quantile = (share: number): number => known[Math.floor(share * (known.length - 1))]!;
  if (Math.max(Math.abs(quantile(0.05)), Math.abs(quantile(0.95))) > LIVE_MS) return facts;
  const middle = quantile(0.5);
  const tolerance = Math.max(60_000, 3 * (quantile(0.95) - quantile(0.05)));
  facts.push({
    kind: 'clock',
    name: 'time of receipt',
    feature: null,
    shape: 'rate',
    bins: 2,
    codes: flagRows(rows, (row) => Math.abs(delays[row]! - middle) > tolerance),
    floor: 0.02,
    critical: 0.2,
  });
  return facts;
}
