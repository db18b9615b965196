import type { StoredRecord } from '../../contract';
import type { PackedRecords } from '../journal';
import { frameBody, frameLength, readHead } from './frame';
import { eachFrame } from './readFrames';
import { unpackRecord } from './recordCodec';

/**
 * Reads packed records, about so many bytes of them at a time: unpacking is quick work that must not become one long
 * turn of the event loop.
 * @throws ModelWatchError `journal-damaged` where a record does not match its checksum
 */
export function* unpackSlices(packed: PackedRecords, sliceBytes: number): Generator<StoredRecord[]> {
  const { bytes } = packed;
  const hashes = new Uint32Array(6);
  for (let start = 0; start < bytes.length;) {
    let end = start;
    while (end < bytes.length && end - start < sliceBytes) end += frameLength(bytes, end) ?? bytes.length;
    const records: StoredRecord[] = [];
    const slice = { ...packed, bytes: bytes.subarray(start, end), from: packed.from + start };
    eachFrame(slice, (frame, offset) => {
      records.push(unpackRecord(frameBody(frame, offset), readHead(frame, offset, hashes).receivedAt));
    });
    yield records;
    start = end;
  }
}
