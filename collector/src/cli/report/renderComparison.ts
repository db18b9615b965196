import type { ComparedMeasure, ComparedSide, Comparison, Interval } from '../../contract';
import { markdownTable } from './markdownTable';

const VERDICTS = {
  ok: 'passes its guard rails',
  breach: 'breaks a guard rail',
  'insufficient data': 'cannot be judged: the data do not suffice',
  'not mature': 'cannot be judged yet: labels are still to come',
};

/** Without the sign of what rounds to 0. */
const digits = (value: number | null, places = 4): string =>
  value === null ? '' : value.toFixed(places).replace(/^-(0\.?0*)$/, '$1');
const count = (value: number): string => value.toLocaleString('en');
const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(2)} %`);
const range = (interval: Interval | null): string =>
  interval === null ? '' : `${digits(interval.lower)} .. ${digits(interval.upper)}`;
const nameOf = ({ version, repaired }: ComparedSide): string =>
  version === 'logged' ? 'what was served' : `${version}${repaired ? ' with the repairs' : ''}`;

/** A comparison as a page of Markdown, for people and pull requests. */
export function renderComparison(one: Comparison): string {
  const [reference, candidate] = [nameOf(one.reference), nameOf(one.candidate)];
  const parts = [
    `# ${one.model}: ${candidate} against ${reference}`,
    one.verdict === null
      ? 'The model names no guard rails, so there is no verdict.'
      : `**${candidate} ${VERDICTS[one.verdict]}.**`,
    rails(one),
    `${count(one.rows)} predictions from ${time(one.from)} to ${time(one.to)}` +
      (one.share < 1 ? `, a sample of ${percent(one.share)}` : '') +
      `, ${count(one.weighting.labelled)} of them labelled (${percent(one.weighting.coverage)}): ${one.weighting.rule} ` +
      `(coverage from ${percent(one.weighting.leastCoverage)} to ${percent(one.weighting.largestCoverage)} in ` +
      `${one.weighting.strata} strata; as precise as ${count(Math.round(one.weighting.effectiveRows))} rows of equal weight).` +
      unscored(one),
    '## Answers',
    answers(one),
    '## Performance',
    measures(one.performance, reference, candidate),
    ...(one.fairness.length > 0 ? ['## Fairness', measures(one.fairness, reference, candidate)] : []),
    '## By segment',
    segments(one),
    '## Time, cost and size',
    costs(one, reference, candidate),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const time = (ms: number): string => new Date(ms).toISOString();

const rails = ({ rails: results }: Comparison): string =>
  results.length === 0
    ? ''
    : markdownTable(
        ['guard rail', 'verdict', 'found'],
        results.map(({ rail, verdict, found }) => [rail, verdict, found]),
      );

function unscored({ unscored: { reference, candidate } }: Comparison): string {
  if (reference + candidate === 0) return '';
  return ` Rows left out because they were not scored: ${count(reference)} by the reference, ${count(candidate)} by the candidate.`;
}

function answers({ agreement, agreementInterval, flips, shift }: Comparison): string {
  const lines: string[] = [];
  if (agreement !== null)
    lines.push(`The same class on ${percent(agreement)} of the rows (95 %: ${range(agreementInterval)}).`);
  if (shift) {
    const { p05, p50, p95 } = shift.quantiles;
    lines.push(
      `Mean score ${digits(shift.reference)} and ${digits(shift.candidate)}: moved by ${digits(shift.mean)} ` +
        `(95 %: ${range(shift.interval)}), by row from ${digits(p05)} (5 %) over ${digits(p50)} to ${digits(p95)} (95 %), ` +
        `at most ${digits(shift.largest)}.`,
    );
  }
  const flipped = markdownTable(
    ['flips', 'rows', 'labelled', 'candidate right', 'furthest'],
    flips.map(({ from, to, rows, labelled, right, examples }) => [
      `${from} to ${to}`,
      count(rows),
      count(labelled),
      count(right),
      examples
        .slice(0, 3)
        .map(({ id, reference, candidate }) => `${id} (${digits(reference, 3)} to ${digits(candidate, 3)})`)
        .join(', '),
    ]),
  );
  return [lines.join(' '), flips.length > 0 ? flipped : ''].filter((part) => part !== '').join('\n\n');
}

const measures = (all: readonly ComparedMeasure[], reference: string, candidate: string): string =>
  markdownTable(
    ['measure', 'better', reference, candidate, 'difference', '95 % interval', 'method'],
    all.map((one) => [
      `${one.title}${one.segment === undefined ? '' : ` (${one.segment})`}${one.leftOut ? `, without ${one.leftOut.join(', ')}: too few` : ''}`,
      one.better,
      digits(one.reference),
      digits(one.candidate),
      one.difference ? digits(one.difference.value) : (one.reason ?? ''),
      range(one.difference?.interval ?? null),
      one.difference?.method ?? '',
    ]),
  );

function segments({ segments: groups }: Comparison): string {
  const titles = groups[0]?.measures.map(({ title }) => title) ?? [];
  return markdownTable(
    ['group', 'rows', 'labelled', 'agreement', ...titles.map((title) => `${title}: difference (95 %)`)],
    groups.map(({ segment, group, rows, labelled, agreement, measures: of }) => [
      `${segment} = ${group}`,
      count(rows),
      count(labelled),
      percent(agreement),
      ...of.map(({ difference, reason }) =>
        difference ? `${digits(difference.value)} (${range(difference.interval)})` : (reason ?? ''),
      ),
    ]),
  );
}

function costs({ cost }: Comparison, reference: string, candidate: string): string {
  const both = [cost.reference, cost.candidate];
  const row = (name: string, of: (one: (typeof both)[number]) => number | null, places: number): string[] => [
    name,
    ...both.map((one) => digits(of(one), places)),
  ];
  const rows = [
    row('ms to score a row in the run', ({ msPerRow }) => msPerRow, 4),
    row('cost per prediction as logged', ({ costPerPrediction }) => costPerPrediction, 8),
    row('computing of a million rows', ({ computePerMillion }) => computePerMillion, 4),
    row('bytes of the ONNX file', ({ sizeBytes }) => sizeBytes, 0),
  ];
  return markdownTable(
    ['', reference, candidate],
    rows.filter(([, a, b]) => a !== '' || b !== ''),
  );
}
