import { badRequest, type Filter, type Injection, parseTime } from '../../contract';
import type { RowSample } from '../../store';
import { changeFeature, featureOf } from './changeFeature';
import { randomFrom } from './random';

const HOUR_MS = 3_600_000;

/**
 * Rows as they would have been had something happened: a drill. Scores stay as they were logged: what the damage
 * would have done to them is for a replay to say.
 */
export function injectIncident(sample: RowSample, injection: Injection): RowSample {
  const [from, to] = rangeOf(injection);
  if (injection.kind === 'labelOutage') return withoutLabels(sample, from, to);
  const random = randomFrom((injection.seed ?? 1) + sample.rows);
  const share = injection.share ?? 1;
  const struck: number[] = [];
  for (let row = 0; row < sample.rows; row++) {
    // Every row draws, so that a wider window strikes the same rows.
    const isDrawn = random() < share;
    if (isDrawn && sample.ts[row]! >= from && sample.ts[row]! < to && passes(sample, row, injection.where)) {
      struck.push(row);
    }
  }
  switch (injection.kind) {
    case 'errors': {
      const [status, scores, codes] = [
        sample.status.slice(),
        sample.scores.slice(),
        sample.classes.codes.slice(),
      ];
      for (const row of struck) {
        status[row] = 503;
        scores[row] = NaN;
        codes[row] = -1;
      }
      return { ...sample, status, scores, classes: { ...sample.classes, codes } };
    }
    case 'latency': {
      const latency = sample.latency.slice();
      for (const row of struck) latency[row]! *= injection.size ?? 3;
      return { ...sample, latency };
    }
    case 'duplicates': {
      const fingerprints = sample.fingerprints.slice();
      for (const row of struck) if (row > 0) fingerprints[row] = fingerprints[row - 1]!;
      return { ...sample, fingerprints };
    }
    case 'clock': {
      const labelTs = sample.labelTs.slice();
      // The rows stand where they are, and everything told about them is as much earlier as their clock is ahead.
      for (const row of struck) labelTs[row]! -= (injection.size ?? 24) * HOUR_MS;
      return { ...sample, labelTs };
    }
    case 'stale': {
      const name = featureOf(sample, injection);
      const ages = (sample.ages[name] ?? new Float64Array(sample.rows)).slice();
      for (const row of struck) ages[row]! += (injection.size ?? 24) * HOUR_MS;
      return { ...sample, ages: { ...sample.ages, [name]: ages } };
    }
    case 'labelChange': {
      const codes = sample.labels.codes.slice();
      const known = [...new Set(codes)].filter((code) => code !== -1).sort((a, b) => a - b);
      for (const row of struck) {
        const place = known.indexOf(codes[row]!);
        if (place !== -1) codes[row] = known[(place + 1) % known.length]!;
      }
      // Numbers are handed round among the struck rows: each gets the truth of another.
      const labelValues = sample.labelValues.slice();
      struck.forEach((row, index) => {
        labelValues[row] = sample.labelValues[struck[(index + 1) % struck.length]!]!;
      });
      return { ...sample, labels: { ...sample.labels, codes }, labelValues };
    }
    default:
      return changeFeature(sample, injection, struck);
  }
}

function rangeOf({ from, to }: Injection): [number, number] {
  const range = [parseTime(from), to === undefined ? Infinity : parseTime(to)] as const;
  if (range[0] < range[1]) return [...range];
  throw badRequest(
    'injection-invalid',
    'An injection goes from one time (RFC 3339) to a later one.',
    '$.inject.from',
  );
}

/** Labels that would have arrived in the outage arrive never. */
function withoutLabels(sample: RowSample, from: number, to: number): RowSample {
  const [codes, labelTs, values] = [
    sample.labels.codes.slice(),
    sample.labelTs.slice(),
    sample.labelValues.slice(),
  ];
  for (let row = 0; row < sample.rows; row++) {
    if (!(labelTs[row]! >= from && labelTs[row]! < to)) continue;
    codes[row] = -1;
    labelTs[row] = NaN;
    values[row] = NaN;
  }
  return { ...sample, labels: { ...sample.labels, codes }, labelTs, labelValues: values };
}

const passes = (sample: RowSample, row: number, filters: readonly Filter[] = []): boolean =>
  filters.every(({ key, operator, values }) => {
    const column = sample.dimensions[key];
    if (!column) {
      throw badRequest('injection-invalid', `There is no dimension ${key} to inject into.`, '$.inject.where');
    }
    const value = column.codes[row] === -1 ? 'missing' : column.dictionary[column.codes[row]!]!;
    return values.includes(value) === (operator === '=');
  });
