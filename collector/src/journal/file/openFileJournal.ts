import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ModelWatchError } from '../../contract';
import { ArrivalMarks } from './arrivalMarks';
import { FileJournal, KEYS_FOLDER, SEGMENTS_FOLDER } from './fileJournal';
import { lockFolder } from './folderLock';
import { NO_KEY, readHead } from './frame';
import { createHasher } from './hasher';
import { KeyIndex } from './keyIndex';
import { openKeyStore } from './keyStore';
import { DEFAULT_FILE_JOURNAL_LIMITS, type FileJournalOptions } from './options';
import { eachFrame, readPacked } from './readFrames';
import { type OpenSegmentFile, SegmentLog } from './segmentLog';

const CATCH_UP_BYTES = 1024 * 1024;
/** Keys that are caught up before they are written out, so that a lost index needs no memory for all of them. */
const CATCH_UP_KEYS = 200_000;

/**
 * Opens the journal of a folder: takes its lock, cuts off a torn tail, and brings the index of known events up to the
 * journal's end before anything is admitted, because an event admitted sooner could be there already.
 * @throws ModelWatchError `journal-locked`, `journal-gap`, `journal-damaged`, `journal-index-ahead`, `journal-index-damaged`
 */
export async function openFileJournal(
  options: FileJournalOptions,
  openFile?: OpenSegmentFile,
): Promise<FileJournal> {
  const { folder, log: tell } = options;
  const limits = { ...DEFAULT_FILE_JOURNAL_LIMITS, ...options.limits };
  const applied = options.appliedPosition ? Number(options.appliedPosition) : 0;
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  let index: KeyIndex | null = null;
  try {
    const log = await SegmentLog.open(
      join(folder, SEGMENTS_FOLDER),
      applied,
      limits.segmentBytes,
      tell,
      openFile,
    );
    await dropOldIndex(folder, tell);
    const store = await openKeyStore(join(folder, KEYS_FOLDER));
    index = new KeyIndex(store);
    const covered = store.covered() ?? log.start;
    if (covered > log.end) throw indexAhead(folder, covered, log.end);
    const marks = new ArrivalMarks();
    for (const segment of log.segments) marks.add(segment.base, segment.startedAt);
    const indexed = await catchUp(log, index, Math.max(covered, log.start), tell);
    const released = Math.min(Math.max(applied, log.start), log.end);
    return new FileJournal({
      log,
      index,
      hasher: await createHasher(),
      marks,
      limits,
      tell,
      indexed,
      released,
      unlock,
    });
  } catch (error) {
    await index?.close();
    await unlock();
    throw error;
  }
}

/** The index was a file of another format once; what the journal still holds is indexed anew. */
async function dropOldIndex(folder: string, tell: (sentence: string) => void): Promise<void> {
  const old = join(folder, 'keys');
  if (!existsSync(old)) return;
  await rm(old, { recursive: true });
  tell(
    'The index of known events is written anew from the journal, because its format has changed: events that are older ' +
      'than the journal and are sent again would be taken a second time.',
  );
}

async function catchUp(
  log: SegmentLog,
  index: KeyIndex,
  from: number,
  tell: (sentence: string) => void,
): Promise<number> {
  const hashes = new Uint32Array(6);
  let offset = from;
  let keys = 0;
  for (let segment = log.segmentAt(offset); segment; segment = log.segmentAt(offset)) {
    offset = eachFrame(await readPacked(segment, offset, CATCH_UP_BYTES), (bytes, at) => {
      const { day } = readHead(bytes, at, hashes);
      if (day === NO_KEY || index.look(hashes)) return;
      index.add(hashes, day, 1);
      keys++;
    });
    if (index.unindexed >= CATCH_UP_KEYS) await index.write(offset, () => Promise.resolve());
    else await nextTurn();
  }
  await index.write(offset, () => Promise.resolve());
  if (keys > 0) tell(`The index of known events was brought up to the journal's end: ${keys} keys.`);
  return offset;
}

const indexAhead = (folder: string, covered: number, end: number): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-index-ahead',
    status: 500,
    message:
      `The index of known events in ${folder} covers the journal up to ${covered}, which ends at ${end}: segments were ` +
      'lost. Restore the folder from a backup, or move it away whole to begin a new journal.',
  });
