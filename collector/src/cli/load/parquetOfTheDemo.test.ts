import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readConfiguration } from '../../configuration';
import type { EventKind, MeasureId } from '../../contract';
import { openRooms } from '../../openRooms';
import { employmentFile } from '../../store/testing/employment';
import { writeParquet } from '../../store/testing/writeParquet';
import { readModelFile } from '../applyModelFile';
import { runCommand } from '../runCommand';

/*
 * The demo log as Parquet, nested and flat, against the same log as NDJSON: every count and every answer is the same.
 */

jest.setTimeout(180_000);

/** All loads are moved to the same moment, so that no label lies ahead of the clock. */
const NOW = Date.now();

const folder = mkdtempSync(join(tmpdir(), 'modelwatch-parquet-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** So many of each: whole files would only take longer. */
const MOST_LINES = 12_000;

/** The beginning of a file of the demo's log. */
function beginning(kind: EventKind, name = `${kind}.ndjson.gz`): string {
  const bytes = readFileSync(employmentFile(name));
  const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().split('\n');
  const path = join(folder, `${kind}.ndjson`);
  writeFileSync(path, lines.slice(0, MOST_LINES).join('\n'));
  return path;
}
const ENVELOPE = `id, ts, model, version, deployment, entity, "latencyMs", status, error, "coldStart", "cacheHit", cost, "traceId"`;

/** The log read by DuckDB, whose own idea of each column's type is what people's files have. */
const logged = (file: string) => `read_json('${file}', sample_size = -1)`;

const selects = (file: string) => ({
  nested: `SELECT * FROM ${logged(file)}`,
  flat: `SELECT ${ENVELOPE}, unnest(features), unnest(segments), prediction.class AS class,
      prediction.scores."0" AS score_0, prediction.scores."1" AS score_1
    FROM ${logged(file)}`,
});

/** The demo's model with its baseline, without versions: nothing is replayed here. */
async function register(flags: Record<string, string>): Promise<void> {
  const { versions: _, baselines: __, ...spec } = await readModelFile(employmentFile('modelwatch.yaml'));
  const rooms = await openRooms(readConfiguration({ flags }));
  await rooms.registry.applyModel(spec);
  await rooms.registry.putBaseline('employment', 'v1', {}, readFileSync(employmentFile('baseline.parquet')));
  await rooms.close(10);
}

async function load(name: string, predictions: string, others: string[]) {
  const flags = { '--data-dir': join(folder, name), '--log-level': 'silent' };
  await register(flags);
  let out = '';
  let err = '';
  const code = await runCommand(
    ['load', predictions, ...others, '--direct', '--shift-to-now', '--json', ...Object.entries(flags).flat()],
    {
      out: (text) => (out += text),
      err: (text) => (err += text),
      environment: {},
      now: () => NOW,
      isWatched: false,
    },
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const files = JSON.parse(out) as { file: { kind: string }; totals: object; later: number }[];
  const rooms = await openRooms(readConfiguration({ flags }));
  try {
    const { predictions: rows, labels } = await rooms.store.statistics();
    const ask = async (measure: MeasureId, more: object = {}) => {
      const frame = await rooms.query.run({
        query: { measure, model: 'employment', shape: 'table', ...more },
        range: { from: NOW - 3 * 86_400_000, to: NOW },
      });
      return frame.fields.map(({ name: field, values }) => [field, Array.from(values as ArrayLike<unknown>)]);
    };
    return {
      totals: Object.fromEntries(files.map(({ file, totals, later }) => [file.kind, { ...totals, later }])),
      rows,
      labels,
      psi: await ask('drift.psi'),
      missing: await ask('quality.missingRate'),
      rocAuc: await ask('performance.rocAuc', { groupBy: ['client'] }),
      requests: await ask('serving.requests', { groupBy: ['version'] }),
      cost: await ask('cost.perPrediction'),
    };
  } finally {
    await rooms.close(10);
  }
}

test('Parquet, nested and flat, loads to the same counts and the same answers as NDJSON', async () => {
  const predictions = beginning('predictions');
  const others = [
    ...(['labels', 'outcomes', 'features'] as const).map((kind) => beginning(kind)),
    beginning('costs', 'costs.ndjson'),
  ];
  const parquet: string[] = [];
  for (const file of others)
    parquet.push(await writeParquet(file.replace('.ndjson', '.parquet'), `SELECT * FROM ${logged(file)}`));

  const expected = await load('ndjson', predictions, others);
  expect(expected).toMatchObject({ rows: MOST_LINES, totals: { predictions: { accepted: MOST_LINES } } });
  const answered = ['value', expect.arrayContaining([expect.any(Number)])];
  for (const answer of [expected.psi, expected.rocAuc]) expect(answer).toContainEqual(answered);
  for (const [form, select] of Object.entries(selects(predictions))) {
    const file = await writeParquet(join(folder, `${form}-predictions.parquet`), select);
    expect(await load(form, file, parquet)).toEqual(expected);
  }
});
