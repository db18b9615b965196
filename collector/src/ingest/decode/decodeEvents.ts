import { badRequest, ModelWatchError } from '../../contract';
import { type JsonError, locateJsonError } from './locateJsonError';

/** Stands among the events for a line that could not be read; a class, so that no event can look like it. */
export class UnreadableLine {
  constructor(
    readonly raw: string,
    readonly message: string,
  ) {}
}

const JSON_TYPES = /^(?:application|text)\/(?:[a-z0-9.+-]+\+)?json$/;
const LINE_TYPES = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)$/;
/** What clients send when nobody chose: then the body itself tells. */
const UNDECIDED = ['', 'application/x-www-form-urlencoded', 'application/octet-stream', 'text/plain'];

/**
 * The events of a body: JSON (one event, or an array) or NDJSON (one a line). JSON that is broken is refused whole; of
 * NDJSON only the broken lines are, because the others stand by themselves.
 * @throws ModelWatchError `invalid-json`, `unsupported-content-type`
 */
export function decodeEvents(text: string, contentType: string): unknown[] {
  return isLines(text, contentType) ? decodeLines(text) : decodeJson(text);
}

function isLines(text: string, contentType: string): boolean {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((one) => one.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw unsupported(`The character set ${charset} is not read; send UTF-8.`);
  }
  if (JSON_TYPES.test(type)) return false;
  if (LINE_TYPES.test(type)) return true;
  if (!UNDECIDED.includes(type)) {
    throw unsupported(`The content type ${type} is not read; send application/json or application/x-ndjson.`);
  }
  const first = text.search(/\S/);
  if (text[first] !== '{') return false;
  const lineEnd = text.indexOf('\n', first);
  return lineEnd > 0 && /\S/.test(text.slice(lineEnd)) && isJson(text.slice(first, lineEnd));
}

function decodeJson(text: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidJson(text);
  }
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed === 'object' && parsed !== null) return [parsed];
  throw badRequest(
    'not-events',
    'The body is a JSON value but no event; send an object, or an array of them.',
    '$',
  );
}

function decodeLines(text: string): unknown[] {
  const decoded: unknown[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const piece = text.slice(start, end);
    line++;
    start = end + 1;
    if (piece === '' || piece.trim() === '') continue;
    try {
      decoded.push(JSON.parse(piece));
    } catch {
      const { offset, reason } = locate(piece);
      decoded.push(
        new UnreadableLine(piece, `Line ${line} is no JSON: at character ${offset + 1} ${reason}.`),
      );
    }
  }
  return decoded;
}

function invalidJson(text: string): ModelWatchError {
  if (text.trim() === '')
    return badRequest('empty-body', 'The body is empty; send an event, or an array of them.');
  const { offset, reason } = locate(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const hint =
    reason.startsWith('something follows') && /^\s*\n?\s*\{/.test(text.slice(offset))
      ? ' (one event a line is application/x-ndjson)'
      : '';
  return badRequest(
    'invalid-json',
    `The body is no JSON: at byte ${Buffer.byteLength(before)} (line ${line}, character ${offset - before.lastIndexOf('\n')}) ${reason}${hint}.`,
  );
}

/** The pattern of a text with millions of escapes can exhaust the stack of the pattern engine: then the place is unknown. */
function locate(text: string): JsonError {
  const unknown = { offset: 0, reason: 'it cannot be read' };
  try {
    return locateJsonError(text) ?? unknown;
  } catch {
    return unknown;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const unsupported = (message: string): ModelWatchError =>
  new ModelWatchError({ code: 'unsupported-content-type', status: 415, message });
