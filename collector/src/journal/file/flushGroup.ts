import { FRAME_HEADER_BYTES, type FrameHead, writeFrame } from './frame';

const FIRST_BYTES = 64 * 1024;

/** Frames that are flushed together, and those who wait for it. */
export class FlushGroup {
  #buffer: Buffer;
  #bytes = 0;
  firstReceivedAt: number | null = null;
  /** Settles with the flush. */
  readonly durable: Promise<void>;
  settle!: (error?: Error) => void;

  constructor(
    readonly number: number,
    buffer?: Buffer,
  ) {
    this.#buffer = buffer ?? Buffer.allocUnsafeSlow(FIRST_BYTES);
    this.durable = new Promise((resolve, reject) => {
      this.settle = (error) => (error ? reject(error) : resolve());
    });
    // A flush may fail while only its own submitters look; they look through `durable` and get the error there.
    this.durable.catch(() => undefined);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get frames(): Buffer {
    return this.#buffer.subarray(0, this.#bytes);
  }

  /** The memory, for the next group. */
  get buffer(): Buffer {
    return this.#buffer;
  }

  add(head: FrameHead, body: Uint8Array): void {
    const needed = this.#bytes + FRAME_HEADER_BYTES + body.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
      larger.set(this.frames);
      this.#buffer = larger;
    }
    this.#bytes = writeFrame(this.#buffer, this.#bytes, head, body);
    this.firstReceivedAt ??= head.receivedAt;
  }
}
