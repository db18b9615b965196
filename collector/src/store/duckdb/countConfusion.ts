import type { ConfusionCounts, Grouped } from '../../contract';
import type { LabelledRequest } from '../requests';
import { type Answered, readStoredLabels, tallyLabels } from './aggregates';
import { readCells } from './database';
import type { Engine } from './engine';
import { Groups } from './groups';
import { labelDictionary, labelsAsOf, placeAmong, placeColumn } from './labels';
import { ANSWERED, groupBy, type Keys, keysOf, plain, prefix, sourceOf } from './source';
import { weightingOf } from './weights';

/**
 * Actual by predicted class of the answered predictions. A class outside of `classes` (on either side) is in no cell:
 * such a row counts as served, and is neither labelled nor waiting for its label.
 */
export async function countConfusion(
  engine: Engine,
  request: LabelledRequest & { classes: string[] },
  signal?: AbortSignal,
): Promise<Grouped<ConfusionCounts>[]> {
  const { classes } = request;
  const keys = keysOf(engine, request);
  const groups = new Groups(keys, (): ConfusionCounts => ({
    classes,
    counts: classes.map(() => classes.map(() => 0)),
    unlabelled: classes.map(() => 0),
    rows: 0,
    servedRows: 0,
  }));
  const answered = await readStoredLabels(engine, request, signal);
  addStored(engine, request, groups, answered);
  for (const selection of answered.raw)
    await addRows(engine, { ...request, selection }, keys, groups, signal);
  return groups.list();
}

async function addRows(
  engine: Engine,
  request: LabelledRequest & { classes: string[] },
  keys: Keys,
  groups: Groups<ConfusionCounts>,
  signal?: AbortSignal,
): Promise<void> {
  const { selection, classes, asOf, absence } = request;
  const weighting = await weightingOf(engine, selection);
  const names = [...keys.names, ...weighting.names];
  const columns = [
    ...keys.columns,
    ...weighting.columns,
    placeColumn(engine, selection.model),
    plain('class', 'predicted'),
  ];
  const from = sourceOf(engine, selection, columns, ANSWERED);
  const sql = `SELECT ${prefix(names)} predicted, (truth.place IS NOT NULL) AS labelled,
      ${placeAmong(engine, classes)} AS actual, count(*)::DOUBLE
    FROM ${from} AS served LEFT JOIN (${labelsAsOf(engine, selection, ANSWERED, asOf, undefined, absence)}) AS truth ON served.place = truth.place
    ${groupBy([...names, 'predicted', 'labelled', 'actual'])}`;

  const placeOf = new Map(classes.map((name, index) => [name, index]));
  const predictedTexts = engine.dictionaries.of(selection.model, 'class').texts;
  for (const row of await engine.database.read((connection) => readCells(connection, sql), signal)) {
    const [predictedCode, labelled, actual, rows] = row.slice(names.length);
    const weight = Number(rows) * weighting.weightOf(row[keys.names.length]);
    const counts = groups.at(row);
    counts.servedRows += Number(rows);
    const predicted = placeOf.get(predictedTexts[Number(predictedCode ?? -1)] ?? '');
    if (predicted === undefined) continue;
    if (labelled !== true) {
      counts.unlabelled[predicted]! += weight;
      continue;
    }
    if (actual === null || actual === undefined) continue;
    counts.counts[Number(actual)]![predicted]! += weight;
    counts.rows += Number(rows);
  }
}

function addStored(
  engine: Engine,
  { selection, classes }: LabelledRequest & { classes: string[] },
  groups: Groups<ConfusionCounts>,
  answered: Answered,
): void {
  const { texts } = engine.dictionaries.of(selection.model, 'class');
  const { codes } = labelDictionary(engine);
  const placeOf = new Map(classes.map((name, index) => [name, index]));
  const actualOf = new Map(classes.map((name, index) => [codes.get(name) ?? NaN, index]));
  for (const { keys, weight, served, labelled } of tallyLabels(answered)) {
    const counts = groups.at(keys);
    for (const [code, rows] of served) {
      counts.servedRows += rows;
      const predicted = placeOf.get(texts[code] ?? '');
      if (predicted === undefined) continue;
      let unlabelled = rows;
      for (const [actualCode, of] of labelled.get(code) ?? []) {
        unlabelled -= of;
        const actual = actualOf.get(actualCode);
        if (actual === undefined) continue;
        counts.counts[actual]![predicted]! += of * weight;
        counts.rows += of;
      }
      counts.unlabelled[predicted]! += unlabelled * weight;
    }
  }
}
