import packageJson from '../../../package.json';
import type { Store } from '../store';
import { buildAggregates, loadAggregateState } from './aggregates';
import { applyRecords } from './apply';
import { backUp } from './backup';
import { baselineGroups } from './baselineGroups';
import { baselineScores } from './baselineScores';
import { importBaseline } from './baselines';
import { appendReplayScores, deleteReplayScores } from './appendReplayScores';
import { countAges } from './countAges';
import { countAgreement } from './countAgreement';
import { countArrivals } from './countArrivals';
import { countAttributions } from './countAttributions';
import { countBins } from './countBins';
import { countClassScores } from './countClassScores';
import { countConfusion } from './countConfusion';
import { countJoinedBins } from './countJoinedBins';
import { countLags } from './countLags';
import { countOutcomes } from './countOutcomes';
import { countOutside } from './countOutside';
import { countParity } from './countParity';
import { countCovered } from './countCovered';
import { countLabelValues } from './countLabelValues';
import { countPredictions } from './countPredictions';
import { countPunctuality } from './countPunctuality';
import { countScores } from './countScores';
import { countServing } from './countServing';
import { countSlow } from './countSlow';
import { countTop } from './countTop';
import { countTriangle } from './countTriangle';
import { countValues } from './countValues';
import { Database, type DatabaseOptions } from './database';
import { deleteUnmatched } from './deleteUnmatched';
import { Dictionaries } from './dictionaries';
import { documentsIn, putDocument } from './documents';
import type { Engine } from './engine';
import { explainOpenError } from './errors';
import { putExplanations } from './explanations';
import { exportBaseline } from './exportBaseline';
import { Layouts } from './layouts';
import {
  countRows,
  dimensionValues,
  lastRowNumber,
  readChanges,
  readCosts,
  readQuarantine,
  timeRange,
} from './lookups';
import { LAYOUT, migrate } from './migrations';
import { rankRequests } from './rankRequests';
import { readReplayScores } from './readReplayScores';
import { readExplainable } from './readExplainable';
import { readIdsOfNumbers, readReplayed } from './readReplayed';
import { readRows } from './readRows';
import { deleteBefore } from './retention';
import { sampleBaseline } from './sampleBaseline';
import { sampleRows } from './sampleRows';
import { statisticsOf } from './statistics';
import { sumResiduals } from './sumResiduals';

export interface DuckDbStoreOptions extends DatabaseOptions {
  /** Told what was found and done at the start, in sentences. */
  log?: (message: string) => void;
}

/**
 * Opens the embedded store, one file, made when it is not there and brought to our layout when it is older.
 * @throws ModelWatchError `store-locked`, `store-corrupt`, `store-too-new`, ...
 */
export async function openDuckDbStore(options: DuckDbStoreOptions): Promise<Store> {
  const log = options.log ?? (() => undefined);
  const database = await Database.open(options);
  try {
    const engine = await loadEngine(database, log);
    return storeOf(engine);
  } catch (error) {
    await database.close();
    throw error instanceof Error && error.name === 'ModelWatchError'
      ? error
      : explainOpenError(options.file, error);
  }
}

async function loadEngine(database: Database, log: (message: string) => void): Promise<Engine> {
  await migrate(database, log);
  const layouts = new Layouts();
  const dictionaries = new Dictionaries();
  await layouts.load(database);
  await dictionaries.load(database);
  const [row] = await database.rows('SELECT coalesce(max(sequence), 0) + 1 FROM labels');
  return {
    database,
    layouts,
    dictionaries,
    aggregates: await loadAggregateState(database),
    predictions: { nextNumber: await nextNumber(database, layouts) },
    labels: { nextSequence: Number(row![0]) },
  };
}

async function nextNumber(database: Database, layouts: Layouts): Promise<number> {
  let next = 1;
  for (const { table } of layouts.all()) {
    const [row] = await database.rows(`SELECT coalesce(max(number), 0) + 1 FROM ${table}`);
    next = Math.max(next, Number(row![0]));
  }
  return next;
}

function storeOf(engine: Engine): Store {
  const { database, layouts } = engine;
  return {
    description: `DuckDB (layout ${LAYOUT}, written by ${packageJson.version})`,
    appliedPosition: async () => {
      const [row] = await database.rows('SELECT position FROM progress');
      return row?.[0] == null ? null : String(row[0]);
    },
    apply: (records, position) => applyRecords(engine, records, position),
    ensureSchema: (schema) => layouts.ensure(database, schema),
    importBaseline: (schema, version, file) => importBaseline(database, schema, version, file),
    sampleBaseline: (request, signal) => sampleBaseline(engine, request, signal),
    exportBaseline: (request, file, signal) => exportBaseline(engine, request, file, signal),
    countBins: (request, signal) => countBins(engine, request, signal),
    countJoinedBins: (request, signal) => countJoinedBins(engine, request, signal),
    countValues: (request, signal) => countValues(engine, request, signal),
    countConfusion: (request, signal) => countConfusion(engine, request, signal),
    countScores: (request, signal) => countScores(engine, request, signal),
    countClassScores: (request, signal) => countClassScores(engine, request, signal),
    countTop: (request, signal) => countTop(engine, request, signal),
    sumResiduals: (request, signal) => sumResiduals(engine, request, signal),
    countLabelValues: (request, signal) => countLabelValues(engine, request, signal),
    countCovered: (request, signal) => countCovered(engine, request, signal),
    rankRequests: (request, signal) => rankRequests(engine, request, signal),
    countPredictions: (request, signal) => countPredictions(engine, request, signal),
    baselineScores: (request) => baselineScores(engine, request),
    baselineGroups: (request) => baselineGroups(engine, request),
    countOutside: (request, signal) => countOutside(engine, request, signal),
    countArrivals: (request, signal) => countArrivals(engine, request, signal),
    countLags: (request, signal) => countLags(engine, request, signal),
    countTriangle: (request, signal) => countTriangle(engine, request, signal),
    countAges: (request, signal) => countAges(engine, request, signal),
    countPunctuality: (request, signal) => countPunctuality(engine, request, signal),
    countParity: (request, signal) => countParity(engine, request, signal),
    countOutcomes: (request, signal) => countOutcomes(engine, request, signal),
    countAgreement: (request, signal) => countAgreement(engine, request, signal),
    countAttributions: (request, signal) => countAttributions(engine, request, signal),
    countServing: (request, signal) => countServing(engine, request, signal),
    countSlow: (request, signal) => countSlow(engine, request, signal),
    readRows: (request, signal) => readRows(engine, request, signal),
    countRows: (selection) => countRows(engine, selection),
    sampleRows: (request, signal) => sampleRows(engine, request, signal),
    lastRowNumber: (model) => lastRowNumber(engine, model),
    appendReplayScores: (run, batches, progress) =>
      database.transact(async (connection) => {
        await appendReplayScores(connection, run, batches);
        if (progress) await putDocument(connection, progress);
      }),
    readReplayScores: (run, variant) => readReplayScores(engine, run, variant),
    deleteReplayScores: (run) => database.transact((connection) => deleteReplayScores(connection, run)),
    readReplayed: (request, signal) => readReplayed(engine, request, signal),
    readExplainable: (request, signal) => readExplainable(engine, request, signal),
    putExplanations: (rows) => putExplanations(engine, rows),
    idsOfRows: (request) => readIdsOfNumbers(engine, request),
    dimensionValues: (model, dimension, limit) => dimensionValues(engine, model, dimension, limit),
    timeRange: (model) => timeRange(engine, model),
    changes: (request) => readChanges(engine, request),
    costs: (request) => readCosts(engine, request),
    quarantine: (request) => readQuarantine(engine, request),
    statistics: statisticsOf(engine),
    documents: documentsIn(database),
    deleteBefore: (model, before) => deleteBefore(engine, model, before),
    deleteUnmatched: (receivedBefore) => deleteUnmatched(engine, receivedBefore),
    buildAggregates: oneAtATime((options) => buildAggregates(engine, options)),
    backup: (folder) => backUp(database, folder),
    checkpoint: () =>
      database.write(async (connection) => {
        await connection.run('CHECKPOINT');
      }),
    close: () => database.close(),
  };
}

/** Runs work that must not meet itself: a call waits for the one before. */
function oneAtATime<Options, Result>(
  work: (options?: Options) => Promise<Result>,
): (options?: Options) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (options) => {
    const result = last.then(() => work(options));
    last = result.catch(() => undefined);
    return result;
  };
}
