import type { StoredRecord } from '../contract';

/** A place in the journal, opaque to everyone else: the store keeps it beside the rows that it covers. */
export type JournalPosition = string;

/** One event on its way in, with what tells it from others. */
export interface Submission {
  record: StoredRecord;
  /** Natural key of the event with its kind; null for what has none (quarantined events). */
  key: string | null;
  /**
   * What must be equal for a second event of the same key to be a duplicate and not a conflict. Null: the record
   * itself without `receivedAt`, which spares writing it out twice.
   */
  content: string | null;
}

export type Admission = 'accepted' | 'duplicate' | 'conflict';

/**
 * The journal: what is in it is durable, and each event is in it once. It decides admission (new, duplicate,
 * conflict) and appends in one step, because the two must not be told apart by a crash.
 */
export interface Journal {
  /**
   * Admits and appends events; resolves when everything admitted is durable, and so is what the duplicates repeat.
   * The answer is by position of the submissions. Conflicts are not appended: the caller submits them again as
   * quarantine records.
   * @throws ModelWatchError `journal-full` (503) or `journal-busy` (429) before anything is appended
   */
  submit(submissions: readonly Submission[]): Promise<Admission[]>;
  /** Whether an event of this key was admitted, whatever its content. */
  knows(key: string): boolean;
  /** Records after a position (null: from the beginning), at most about `maxBytes` of them; null at the end. */
  read(after: JournalPosition | null, maxBytes: number): Promise<JournalBatch>;
  /** Resolves when something durable lies beyond the position, or the signal is raised. */
  waitBeyond(position: JournalPosition | null, signal: AbortSignal): Promise<void>;
  /** Bytes and the age of the oldest record that lie beyond a position. */
  backlog(after: JournalPosition | null): { bytes: number; oldestReceivedAt: number | null };
  /** Everything up to here is in the store: the journal may forget it when its own retention has passed. */
  release(upTo: JournalPosition): Promise<void>;
  statistics(): { bytes: number; segments: number; keys: number };
  close(): Promise<void>;
}

export interface JournalBatch {
  packed: PackedRecords | null;
  /** Position after the last record; equal to `after` when there was none. */
  position: JournalPosition | null;
}

/**
 * Whole records as they lie on disk, which another thread can be given at the price of a pointer; `unpackSlices` reads
 * them there.
 */
export interface PackedRecords {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where they came from, for the message that names a damaged one. */
  path: string;
  from: number;
}
