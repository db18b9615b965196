import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { StoredRecord } from './contract';
import { type PackedRecords, unpackSlices } from './journal';
import { openDuckDbStore, packError, serveStore, type StoreAnswer, type ThreadSetup } from './store';

/*
 * The program of the store's thread, built as a file of its own. It knows the journal's records besides the store, so
 * that they are unpacked here and not on the thread that answers requests.
 */

/** Unpacked before the thread's event loop gets its turn: about 5 ms. */
const SLICE_BYTES = 512 * 1024;

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (answer: StoreAnswer): void => port.postMessage(answer);
  try {
    const log = (sentence: string): void => tell({ kind: 'log', sentence });
    const store = await openDuckDbStore({ ...(workerData as ThreadSetup), log });
    serveStore(port, {
      ...store,
      async applyPacked(packed: PackedRecords, position: string) {
        const records: StoredRecord[] = [];
        for (const slice of unpackSlices(packed, SLICE_BYTES)) {
          for (const record of slice) records.push(record);
          await nextTurn();
        }
        return store.apply(records, position);
      },
    });
  } catch (error) {
    tell({ kind: 'refused', error: packError(error) });
  }
}

if (parentPort) void serve(parentPort);
