/** Limits of the embedded journal. Each has a default that suits one machine. */
export interface FileJournalLimits {
  /** Bytes after which a new segment is begun: the smallest piece that can be deleted, quick to check at a start. */
  segmentBytes: number;
  /** Bytes of applied segments that are kept beyond need: a store restored from an older copy catches up from them. */
  retainBytes: number;
  /** Bytes that wait for their flush; above it 429. Bounds memory when the disk is slower than the clients. */
  maximumPendingBytes: number;
  /** Bytes that the store has not applied; above it 503. Bounds the disk while the store is down. */
  maximumBacklogBytes: number;
  /** Keys in memory that the index on disk does not have yet; above it 429. 32 bytes each. */
  maximumUnindexedKeys: number;
  /** Keys from which on they are written to the index on disk even under load. Larger batches touch fewer pages a key. */
  indexBatchKeys: number;
  /** Milliseconds without a new event after which keys are written: in the quiet it costs nobody anything. */
  indexQuietMs: number;
  /** Milliseconds after which they are written all the same, so that a start has little to catch up with. */
  indexDelayMs: number;
  /** Largest single record. */
  maximumRecordBytes: number;
}

const MB = 1024 * 1024;

export const DEFAULT_FILE_JOURNAL_LIMITS: Readonly<FileJournalLimits> = {
  segmentBytes: 64 * MB,
  retainBytes: 256 * MB,
  maximumPendingBytes: 64 * MB,
  maximumBacklogBytes: 4096 * MB,
  maximumUnindexedKeys: 1_000_000,
  indexBatchKeys: 250_000,
  indexQuietMs: 500,
  indexDelayMs: 30_000,
  maximumRecordBytes: 16 * MB,
};

/** Where the journal tells what it found and did, in sentences. */
export type JournalLog = (sentence: string) => void;

export interface FileJournalOptions {
  folder: string;
  log: JournalLog;
  /**
   * What the store has applied, null when nothing. An empty folder begins there, so that a lost journal does not make
   * new events look like applied ones; and backpressure counts from there.
   */
  appliedPosition?: string | null;
  limits?: Partial<FileJournalLimits>;
}
