export { createIngest, type Ingest, type IngestOptions, statusOfAnswer } from './createIngest';
export type { BodyHeaders } from './decode/readBody';
export { DEFAULT_INGEST_LIMITS, type IngestLimits } from './limits';
