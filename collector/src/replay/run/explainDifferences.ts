/** Rows that a version served: some whose replayed score differs from the logged one, and some whose does not. */
export interface ServedRows {
  differs: boolean[];
  ids: string[];
  logged: number[];
  replayed: number[];
  /** `ts`, `feature NAME` and `segment NAME`; null is missing. */
  columns: Record<string, (number | string | null)[]>;
}

/** A condition is named as what sets the rows apart when it splits them at least so well (Youden's J). */
const LEAST_SEPARATION = 0.8;
const MOST_DECIMALS = 6;

/** What the rows whose scores differ have in common and the others have not, in one sentence. */
export function explainDifferences(rows: ServedRows): string {
  const ofAll = explainScores(rows);
  if (ofAll) return ofAll;
  const agreeing = rows.differs.filter((differs) => !differs).length;
  if (agreeing === 0) {
    return 'Every score differs: the logged ones are likely those of another file, or of other preprocessing than the inputs declare.';
  }
  const best = conditionsOf(rows).reduce<Condition | null>((before, one) => {
    return separation(rows, one) > (before ? separation(rows, before) : LEAST_SEPARATION) ? one : before;
  }, null);
  if (!best) {
    return 'Neither a feature, a segment nor the time alone sets the rows apart: values that were not logged as they were served, or another runtime, are likely.';
  }
  return `${best.words}: ${best.likely}`;
}

/** What can be told from the scores alone. */
function explainScores({ differs, logged, replayed }: ServedRows): string | null {
  const pairs = logged.flatMap((score, row) => (differs[row] ? [[score, replayed[row]!] as const] : []));
  if (pairs.every(([one, other]) => Math.abs(one + other - 1) < 1e-6)) {
    return 'The logged score is one minus the replayed one: that of the other class was logged, or the classes are exchanged.';
  }
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const unit = 10 ** -decimals;
    const isRounded = pairs.every(
      ([one, other]) =>
        Math.abs(one - Math.round(one / unit) * unit) < unit * 1e-6 && Math.abs(one - other) <= unit * 0.501,
    );
    if (isRounded) return `The logged scores are rounded to ${decimals} decimals.`;
  }
  return null;
}

interface Condition {
  holds: (row: number) => boolean;
  words: string;
  likely: string;
}

/** Youden's J: share of the differing rows that it holds for, less that of the others. */
function separation({ differs }: ServedRows, { holds }: Condition): number {
  const holding = { differing: 0, agreeing: 0 };
  const all = { differing: 0, agreeing: 0 };
  differs.forEach((differing, row) => {
    const kind = differing ? 'differing' : 'agreeing';
    all[kind] += 1;
    if (holds(row)) holding[kind] += 1;
  });
  return holding.differing / Math.max(1, all.differing) - holding.agreeing / Math.max(1, all.agreeing);
}

function conditionsOf(rows: ServedRows): Condition[] {
  return Object.entries(rows.columns).flatMap(([name, values]) => {
    if (name === 'ts') return conditionsOfTime(values as number[], rows);
    const numbers = values.filter((value): value is number => typeof value === 'number');
    return [
      {
        holds: (row: number) => values[row] === null,
        words: `The rows where ${name} is missing differ`,
        likely: 'a missing value likely enters the tensor otherwise than the inputs declare.',
      },
      ...(numbers.length > 0 ? conditionsOfNumber(name, values, rows) : conditionsOfLevels(name, values)),
    ];
  });
}

function conditionsOfLevels(name: string, values: readonly (number | string | null)[]): Condition[] {
  const levels = [...new Set(values.filter((value) => value !== null))].slice(0, 100);
  return levels.map((level) => ({
    holds: (row) => values[row] === level,
    words: `The rows where ${name} is ${level} differ`,
    likely: name.startsWith('segment')
      ? 'what served them likely prepared the features otherwise.'
      : 'this category likely enters the tensor otherwise than the inputs declare.',
  }));
}

function conditionsOfNumber(
  name: string,
  values: readonly (number | string | null)[],
  rows: ServedRows,
): Condition[] {
  const likely = 'such values likely entered the tensor otherwise than they were logged.';
  return [
    {
      holds: (row) => typeof values[row] === 'number' && values[row] < 0,
      words: `The rows where ${name} is negative differ`,
      likely,
    },
    {
      holds: (row) => typeof values[row] === 'number' && !Number.isInteger(values[row]),
      words: `The rows where ${name} is no whole number differ`,
      likely,
    },
    ...[...splits(values, rows)].flatMap((split): Condition[] => [
      {
        holds: (row) => typeof values[row] === 'number' && values[row] >= split,
        words: `The rows where ${name} is at least ${split} differ`,
        likely,
      },
      {
        holds: (row) => typeof values[row] === 'number' && values[row] < split,
        words: `The rows where ${name} is less than ${split} differ`,
        likely,
      },
    ]),
  ];
}

function conditionsOfTime(times: readonly number[], rows: ServedRows): Condition[] {
  const at = (split: number): string => new Date(split).toISOString();
  return [...splits(times, rows)].flatMap((split): Condition[] => [
    {
      holds: (row) => times[row]! >= split,
      words: `The rows since ${at(split)} differ`,
      likely: 'another file was likely served by the same name from then on.',
    },
    {
      holds: (row) => times[row]! < split,
      words: `The rows before ${at(split)} differ`,
      likely: 'another file was likely served by the same name until then.',
    },
  ]);
}

/** Values to split at: where the rows of each kind begin, and some between. */
function splits(values: readonly (number | string | null)[], { differs }: ServedRows): Set<number> {
  const ofKind = (differing: boolean): number[] =>
    values.filter((value, row): value is number => typeof value === 'number' && differs[row] === differing);
  const found = [...ofKind(true), ...ofKind(false)].sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(found.length / 200));
  return new Set([
    ...found.filter((_, index) => index % step === 0),
    ...[Math.min(...ofKind(true)), Math.min(...ofKind(false))].filter(Number.isFinite),
  ]);
}
