import {
  badRequest,
  type MaskSpec,
  type ModelEntry,
  type SampledColumn,
  type SampledRange,
  type SampledRow,
  type SamplesAnswer,
  type SamplesRequest,
  type SampleValue,
} from '../contract';
import type { Registry } from '../registry';
import type { Column, RowSample, Store } from '../store';

const USUAL_ROWS = 20;
/** A draw of so many more than are wanted rarely comes out short of them. */
const SPARE = 2;

interface Sources {
  store: Pick<Store, 'sampleRows'>;
  registry: Pick<Registry, 'requireModel'>;
}

/**
 * Predictions of one window, or of two beside each other, drawn by chance and for people to read. What is masked was
 * masked before it was stored; it is hidden here once more, for rows that are older than the rule.
 *
 * @throws ModelWatchError where the model is unknown, a range empty, or a filter of no dimension
 */
export async function answerSamples(
  { model, ranges, filters = [], limit = USUAL_ROWS }: SamplesRequest,
  { store, registry }: Sources,
  signal?: AbortSignal,
): Promise<SamplesAnswer> {
  const entry = registry.requireModel(model);
  const { schema } = entry;
  const known = ['version', 'environment', 'deployment', 'entity', ...schema.segments];
  filters.forEach(({ key }, index) => {
    if (known.includes(key)) return;
    const told = `${model} cannot be filtered by ${key}; there are ${known.join(', ')}.`;
    throw badRequest('unknown-segment', told, `$.filters[${index}].key`);
  });
  const features = schema.features.map(({ name }) => name);
  const masks = masksOf(entry);
  const answered: SampledRange[] = [];
  for (const [index, { from, to }] of ranges.entries()) {
    if (from >= to)
      throw badRequest('range-reversed', 'A range ends before it begins.', `$.ranges[${index}]`);
    const sample = await store.sampleRows(
      {
        selection: { model, from, to, filters },
        features,
        dimensions: ['version', ...schema.segments],
        asOf: Infinity,
        limit: limit * SPARE,
      },
      signal,
    );
    const read = rowReader(sample, { features, segments: schema.segments, masks });
    answered.push({ from, to, total: sample.total, rows: spread(sample.rows, limit).map(read) });
  }
  const columns = (names: string[], kind: string): SampledColumn[] =>
    names.map((name) => ({ name, masked: masks.get(`${kind}.${name}`)?.rule ?? null }));
  return {
    features: columns(features, 'features'),
    segments: columns(schema.segments, 'segments'),
    ranges: answered,
  };
}

const masksOf = ({ spec }: ModelEntry): Map<string, MaskSpec> =>
  new Map((spec.masks ?? []).map((mask) => [mask.field, mask]));

/** So many of the rows, evenly over them: in order of time, from the whole of the range. */
const spread = (rows: number, limit: number): number[] =>
  rows <= limit
    ? Array.from({ length: rows }, (_, row) => row)
    : Array.from({ length: limit }, (_, index) => Math.floor((index * rows) / limit));

function rowReader(
  sample: RowSample,
  { features, segments, masks }: { features: string[]; segments: string[]; masks: Map<string, MaskSpec> },
): (row: number) => SampledRow {
  return (row) => ({
    ts: sample.ts[row]!,
    version: levelOf(sample.dimensions.version!, row),
    score: numberOf(sample.scores[row]!),
    class: levelOf(sample.classes, row),
    label: levelOf(sample.labels, row) ?? textOf(numberOf(sample.labelValues[row]!)),
    status: numberOf(sample.status[row]!),
    latencyMs: numberOf(sample.latency[row]!),
    features: features.map((name) =>
      hide(valueOf(sample.features[name]!, row), masks.get(`features.${name}`)),
    ),
    invalid: features.filter((name) => sample.invalid[name]?.[row] === 1),
    segments: segments.map((name) =>
      hide(levelOf(sample.dimensions[name]!, row), masks.get(`segments.${name}`)),
    ),
  });
}

function hide(value: SampleValue, mask: MaskSpec | undefined): SampleValue {
  if (!mask || value === null) return value;
  if (mask.rule !== 'bucket' || typeof value !== 'number') return null;
  const { width = 1 } = mask;
  return Math.floor(value / width) * width;
}

const numberOf = (value: number): number | null => (Number.isNaN(value) ? null : value);
const textOf = (value: number | null): string | null => (value === null ? null : String(value));

const valueOf = (column: Column, row: number): SampleValue =>
  column.type === 'number' ? numberOf(column.values[row]!) : levelOf(column, row);

const levelOf = ({ codes, dictionary }: Column & { type: 'category' }, row: number): string | null =>
  dictionary[codes[row]!] ?? null;
