import {
  CATALOGUE,
  type Family,
  type InputKind,
  type MeasureDefinition,
  type MeasureId,
} from '../../contract';
import { computeMeasure } from '../catalogue';
import type { MeasureInputs, Parameters } from '../measure';
import type { Example } from './example';
import { EXAMPLES } from './examples';

type Row = MeasureDefinition & { id: MeasureId };

const INTRODUCTION = [
  '# Measures',
  'Made from the catalogue by `npm run docs:measures`; edit the catalogue, not this page.',
  'Every measure answers as a series, a snapshot or a table as its shapes say, for the model or by version, environment, ' +
    'deployment and segment where it can be grouped. Counts are weighted by 1 / `sampleRate`; intervals are of 95 % and of ' +
    'the logged rows. A value that is not defined is null with its reason, never NaN.',
  'How a value comes about: _exact_ ones are sums that aggregates hold without loss; _bounded_ ones come with the bound ' +
    'of their error; _raw_ ones need the rows themselves. Each example is computed by the measure itself when this page is ' +
    'made, from the small case that stands at the head of its group.',
];

const FAMILIES: Record<Family, string> = {
  drift: 'Drift',
  quality: 'Quality',
  performance: 'Performance',
  estimate: 'Performance without labels',
  fairness: 'Fairness',
  labels: 'Labels',
  freshness: 'Freshness',
  parity: 'Parity',
  outcomes: 'Outcomes',
  explanations: 'Explanations',
  serving: 'Serving',
  objectives: 'Objectives',
  cost: 'Cost',
  collector: 'The collector',
};

/** The page `docs/measures.md`: every measure of the catalogue, with an example worked by the measure itself. */
export function describeMeasures(): string {
  const families = [...new Set(CATALOGUE.map(({ family }) => family))];
  const parts = families.flatMap((family) => {
    const rows = CATALOGUE.filter((row) => row.family === family);
    return [`## ${FAMILIES[family]}`, casesOf(rows), ...rows.map(entry)];
  });
  return `${[...INTRODUCTION, ...parts].join('\n\n')}\n`;
}

/** The cases of a family, each once; measures say which is theirs by its kind. */
function casesOf(rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ input }) => input))];
  return kinds.map((kind) => `- Case _${wordOf(kind)}_: ${exampleOf(kind).words}.`).join('\n');
}

/** `groupScores` becomes `group scores`. */
const wordOf = (kind: InputKind): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function entry(row: Row): string {
  return [
    `### ${row.title}`,
    `\`${row.id}\`: ${row.meaning}`,
    [
      `- formula: \`${row.formula}\``,
      `- value: ${valueOf(row)}`,
      `- ${row.accuracy}; ${scopeOf(row)}`,
      ...row.parameters.map((parameter) => `- parameter ${parameterText(parameter)}`),
      `- source: ${row.source}`,
      `- example: ${workedExample(row)}`,
    ].join('\n'),
  ].join('\n\n');
}

function valueOf({ unit, min, max, better, threshold }: Row): string {
  const parts = [`unit \`${unit}\``];
  if (min !== undefined && max !== undefined) parts.push(`between ${number(min)} and ${number(max)}`);
  else if (min !== undefined) parts.push(`at least ${number(min)}`);
  else if (max !== undefined) parts.push(`at most ${number(max)}`);
  if (better !== 'none') parts.push(`${better} is better`);
  if (threshold !== null) parts.push(`breaches from ${number(threshold)} unless the model says otherwise`);
  return parts.join(', ');
}

function scopeOf({
  shapes,
  perFeature,
  perGroup,
  groupable,
  needsLabels,
  needsBaseline,
  tasks,
}: Row): string {
  const parts = [shapes.join(', ')];
  if (perFeature) parts.push('by feature');
  if (perGroup) parts.push('by group of a segment');
  if (!groupable) parts.push('not grouped');
  if (needsLabels) parts.push('needs labels');
  if (needsBaseline) parts.push('needs a baseline');
  if (tasks) parts.push(`of ${tasks.join(' and ')} models`);
  return parts.join('; ');
}

function parameterText({
  name,
  options,
  default: usual,
  optional,
  description,
  min,
  max,
}: Row['parameters'][number]) {
  const facts = [
    ...(options ? [options.map((option) => `\`${option}\``).join(', ')] : []),
    ...(min === undefined ? [] : [`at least ${number(min)}`]),
    ...(max === undefined ? [] : [`at most ${number(max)}`]),
    usual === undefined ? (optional ? 'optional' : 'must be given') : `default \`${usual}\``,
  ];
  return `\`${name}\` (${facts.join('; ')}): ${description}`;
}

function exampleOf(kind: InputKind): Example<InputKind> {
  return EXAMPLES[kind];
}

/** What the measure makes of the case of its input. */
function workedExample(row: Row): string {
  const example = exampleOf(row.input);
  const defaults = row.parameters.flatMap(({ name, default: usual }) =>
    usual === undefined ? [] : ([[name, usual]] as const),
  );
  const params: Parameters = { ...Object.fromEntries(defaults), ...example.params };
  // The kind of the row decides the type of its input, which an index cannot follow.
  const result = computeMeasure(row.id, example.input(row) as MeasureInputs[never], params);
  const given = row.parameters
    .filter(({ name }) => example.params?.[name] !== undefined)
    .map(({ name }) => ` at ${name} ${example.params![name]}`);
  const of = `_${wordOf(row.input)}_${given.join('')}`;
  if (result.value === null) return `${of} has none: ${result.reason}`;
  const interval = result.interval
    ? ` (${number(result.interval.lower)} to ${number(result.interval.upper)})`
    : '';
  const pValue = result.pValue === undefined ? '' : `, p = ${number(result.pValue)}`;
  return `${of} gives ${number(result.value)}${interval}${pValue}`;
}

/** Five digits, with the minus of print. */
const number = (value: number): string =>
  (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)))).replace(/^-/, '−');
