import { drawBinomial } from '../../../collector/src/measures';
import { LOG_FROM, LOG_HOURS } from './loggedTraffic';
import type { Column, Population } from './population';
import { roomFor, type Traffic } from './traffic';

const WEEK_HOURS = 7 * 24;

/** How the demo log is served where nothing is wrong: what quiet traffic is drawn from. */
export interface Habits {
  /** Predictions of each hour of the week, on average. */
  hourly: Float64Array;
  clientErrors: number;
  serverErrors: number;
  /** Of v1, cold starts included. */
  latencies: Float32Array;
  /** Shares of client and region. */
  shares: Record<'client' | 'region', Record<string, number>>;
  /** Minutes until a label, by region; Infinity where it never came. */
  labelLags: Record<string, Float64Array>;
}

/** Hours of the log in which something was done to how it is served. */
const UNUSUAL: readonly [string, string][] = [
  ['2026-10-08T14:00:00Z', '2026-10-08T15:00:00Z'],
  ['2026-10-12T13:12:00Z', '2026-10-14T05:31:12Z'],
];

export function habitsOf(log: Traffic): Habits {
  const hourly = new Float64Array(WEEK_HOURS);
  const unusual = UNUSUAL.map((range) => range.map((time) => (Date.parse(time) - LOG_FROM) / 60_000));
  const quiet: number[] = [];
  for (let row = 0; row < log.rows; row++) {
    const minute = log.minutes[row]!;
    hourly[Math.floor(minute / 60) % WEEK_HOURS]! += WEEK_HOURS / LOG_HOURS;
    if (!unusual.some(([from, to]) => minute >= from! && minute < to!)) quiet.push(row);
  }
  const share = (outcome: number): number =>
    quiet.filter((row) => log.outcomes[row] === outcome).length / quiet.length;
  const sharesOf = (name: string): Record<string, number> => {
    const { values, codes } = log.segments.find((segment) => segment.name === name)!;
    return Object.fromEntries(
      values.map((value, code) => [value, codes.filter((one) => one === code).length / log.rows]),
    );
  };
  const regions = log.segments.find(({ name }) => name === 'region')!;
  // The last days' labels would come after the end of the log.
  const old = quiet.filter(
    (row) => log.minutes[row]! < (LOG_HOURS - WEEK_HOURS) * 60 && log.outcomes[row] === 0,
  );
  const labelLags = Object.fromEntries(
    regions.values.map((value, code) => [
      value,
      Float64Array.from(
        old.filter((row) => regions.codes[row] === code),
        (row) => log.labelMinutes[row]! - log.minutes[row]!,
      ),
    ]),
  );
  return {
    hourly,
    clientErrors: share(1),
    serverErrors: share(2),
    latencies: Float32Array.from(quiet, (row) => log.latencies[row]!),
    shares: { client: sharesOf('client'), region: sharesOf('region') },
    labelLags,
  };
}

/** How a population changes within a day: the odds of a row swing with its standardised age. */
export interface Season {
  /** Greatest change of the logarithm of the odds for a standard deviation of age. */
  strength: number;
}

/** Traffic without an incident: rows drawn from a part of a population, served as the log is. */
export function quietTraffic(of: {
  population: Population;
  /** Rows that are drawn from, and the bins of the other ones. */
  drawn: readonly number[];
  columns: Column[];
  habits: Habits;
  season: Season | null;
  weeks: number;
  random: () => number;
}): Traffic {
  const { population, drawn, columns, habits, season, weeks, random } = of;
  const hours = weeks * WEEK_HOURS;
  const perHour = Array.from({ length: hours }, (_, hour) =>
    // A Poisson count: many seconds, each with a small chance.
    drawBinomial(36_000, habits.hourly[hour % WEEK_HOURS]! / 36_000, random),
  );
  const rows = perHour.reduce((sum, count) => sum + count, 0);
  const room = roomFor(rows, columns.length);
  const binned = columns.map(({ feature, binOf }) =>
    Uint8Array.from(drawn, (row) => binOf(population.features[feature]![row])),
  );
  const ages = Float32Array.from(drawn, (row) => population.features.AGEP![row] as number);
  const standardised = standardise(ages);
  const known = ['sex', 'race'].map((name) => {
    const values = [...new Set(population.segments[name])].sort();
    const codesOf = Uint8Array.from(drawn, (row) => values.indexOf(population.segments[name]![row]!));
    return { name, values, codesOf, codes: new Uint8Array(rows) };
  });
  const made = (['client', 'region'] as const).map((name) => ({
    name,
    values: Object.keys(habits.shares[name]),
    shares: Object.values(habits.shares[name]),
    codes: new Uint8Array(rows),
  }));
  const pick = (tilt: number): number => {
    for (;;) {
      const row = Math.floor(random() * drawn.length);
      if (tilt === 0 || random() < Math.exp(tilt * standardised[row]! - Math.abs(tilt) * 2.5)) return row;
    }
  };
  let row = 0;
  perHour.forEach((count, hour) => {
    const tilt = season ? season.strength * Math.sin(((hour % 24) / 24) * 2 * Math.PI) : 0;
    const minutes = Int32Array.from({ length: count }, () => hour * 60 + Math.floor(random() * 60)).sort();
    for (const minute of minutes) {
      const from = pick(tilt);
      room.minutes[row] = minute;
      binned.forEach((bins, index) => (room.bins[index]![row] = bins[from]!));
      room.ages[row] = ages[from]!;
      for (const { codes, codesOf } of known) codes[row] = codesOf[from]!;
      for (const { codes, shares } of made) codes[row] = choose(shares, random());
      const luck = random();
      room.outcomes[row] =
        luck < habits.serverErrors ? 2 : luck < habits.serverErrors + habits.clientErrors ? 1 : 0;
      room.latencies[row] = habits.latencies[Math.floor(random() * habits.latencies.length)]!;
      room.scores[row] = population.scores[drawn[from]!]!;
      room.labels[row] = population.labels[drawn[from]!]!;
      if (room.outcomes[row] === 0) {
        const region = made[1]!;
        const lags = habits.labelLags[region.values[region.codes[row]!]!]!;
        room.labelMinutes[row] = minute + lags[Math.floor(random() * lags.length)]!;
      }
      row += 1;
    }
  });
  const segments = [...known, ...made].map(({ name, values, codes }) => ({ name, values, codes }));
  return { from: LOG_FROM, hours, columns, rows, segments, ...room };
}

function choose(shares: readonly number[], luck: number): number {
  let left = luck;
  for (let code = 0; code < shares.length - 1; code++) {
    left -= shares[code]!;
    if (left < 0) return code;
  }
  return shares.length - 1;
}

function standardise(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => Math.max(-2.5, Math.min(2.5, (value - mean) / std)));
}
