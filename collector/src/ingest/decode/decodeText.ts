import { isUtf8 } from 'node:buffer';
import { badRequest } from '../../contract';

/** @throws ModelWatchError `invalid-utf8` with the offset of the first byte that is none */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    const at = firstInvalidByte(bytes);
    throw badRequest(
      'invalid-utf8',
      `The body is not UTF-8: the byte 0x${bytes[at]!.toString(16).padStart(2, '0')} at offset ${at} does not belong there. Send JSON as UTF-8.`,
    );
  }
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The end of the longest valid prefix, by halves; a character that a prefix cuts through does not count against it. */
function firstInvalidByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (isUtf8(wholeCharacters(bytes, middle))) low = middle;
    else high = middle - 1;
  }
  return Math.min(low, bytes.length - 1);
}

/** The first `length` bytes without a last character that they cut through. */
function wholeCharacters(bytes: Buffer, length: number): Buffer {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!;
    const needs = byte > 0xf4 || byte < 0xc2 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if ((byte & 0xc0) !== 0x80) return bytes.subarray(0, needs > back ? length - back : length);
  }
  return bytes.subarray(0, length);
}
