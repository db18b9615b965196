const MB = 1024 * 1024;

/** Limits of ingest. The collector's configuration sets those that an operator may change. */
export interface IngestLimits {
  /** Largest body as sent. */
  bodyBytes: number;
  /** Largest body after decompression: 1 kB of gzip can hold 1 MB. */
  inflatedBytes: number;
  /** Bodies that are being taken in at one moment; above it 429, so that a burst costs time and not the process. */
  inFlightBytes: number;
  /** Seconds in which a body must have arrived whole. */
  requestSeconds: number;
  /** Seconds that may pass between two pieces of a body: a client that stalls holds memory. */
  stallSeconds: number;
  /** Events in one request: it has one answer, and larger ones only wait longer for it. */
  events: number;
  /** Values in `features` of one event, as many as a model may declare: what has more is no row of a model. */
  features: number;
  /** Characters of a category: a text longer than this is no category, and would be a level of its own each time. */
  categoryCharacters: number;
  /** Characters kept of the raw text of an invalid field: enough to see what it was. */
  rawCharacters: number;
  /** Bytes kept of a refused event. */
  quarantineBytes: number;
  /**
   * Seconds that an event may lie ahead of the clock. Clocks differ by seconds and batches are stamped minutes ahead;
   * beyond an hour it is a wrong zone or unit, and the event would hide from every window that ends now.
   */
  futureSeconds: number;
  /** Milliseconds since 1970 before which no event is believed: times in the wrong unit fall into 1970. */
  oldestMs: number;
  /** Issues listed in an answer; the counts are of all. */
  issues: number;
}

export const DEFAULT_INGEST_LIMITS: Readonly<IngestLimits> = {
  bodyBytes: 32 * MB,
  inflatedBytes: 32 * MB,
  inFlightBytes: 128 * MB,
  requestSeconds: 60,
  stallSeconds: 15,
  events: 50_000,
  features: 2000,
  categoryCharacters: 1000,
  rawCharacters: 500,
  quarantineBytes: 8192,
  futureSeconds: 3600,
  oldestMs: Date.UTC(2000, 0, 1),
  issues: 20,
};
