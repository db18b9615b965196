import { ThreadStopped } from '../scoring';

/*
 * A few integers that the main thread and one scoring thread share. Ending a thread while it is inside the native
 * runtime ends the whole process: what the runtime calls back into is gone, it throws, and nobody catches that
 * ("terminate called after throwing an instance of 'Napi::Error'", onnxruntime-node 1.30.0). So a thread says when
 * it is inside, and is ended only outside.
 */

const VARIANT = 0;
const STOP = 1;
const INSIDE = 2;
const INTEGERS = 3;

export class ThreadControl {
  private readonly integers: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(INTEGERS * Int32Array.BYTES_PER_ELEMENT)) {
    this.integers = new Int32Array(memory);
  }

  /** Which variant the thread is at. */
  get variant(): number {
    return Atomics.load(this.integers, VARIANT);
  }

  set variant(index: number) {
    Atomics.store(this.integers, VARIANT, index);
  }

  /** Asks the thread to go into the runtime no more. */
  stop(): void {
    Atomics.store(this.integers, STOP, 1);
  }

  /** Whether the thread is inside the runtime. Once it was asked to stop and this is false, it stays false. */
  get isInside(): boolean {
    return Atomics.load(this.integers, INSIDE) === 1;
  }

  /**
   * Calls the runtime. The order matters: it says that it goes in before it looks whether it may, so that the one
   * who asks it to stop and then sees nobody inside can be sure.
   * @throws Error once the thread was asked to stop
   */
  readonly enter = async <T>(call: () => Promise<T>): Promise<T> => {
    Atomics.store(this.integers, INSIDE, 1);
    try {
      if (Atomics.load(this.integers, STOP) === 1) throw new ThreadStopped();
      return await call();
    } finally {
      Atomics.store(this.integers, INSIDE, 0);
    }
  };
}
