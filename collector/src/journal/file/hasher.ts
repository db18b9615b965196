import xxhash from 'xxhash-wasm';

/** Seeds of the two halves of a key's hash; on disk, so never changed. */
const HIGH_SEED = 0x9e3779b97f4a7c15n;
const LOW_SEED = 0xc2b2ae3d27d4eb4fn;

export interface Hasher {
  /** 128 bits of a key into `target[0..3]`: at a billion keys the chance that any two meet is about 1e-21. */
  hashKey(key: string, target: Uint32Array): void;
  /** 64 bits of a content into `target[4..5]`. */
  hashContent(content: string | Uint8Array, target: Uint32Array): void;
}

/**
 * XXH64 in WebAssembly. Measured for 30 characters: 354 ns for both halves, where node's one-shot SHA-1 takes 539 and
 * MD5 645. Not secret-keyed: whoever may send events could craft two ids that meet, and would lose an event of their own.
 */
export async function createHasher(): Promise<Hasher> {
  const hash = await xxhash();
  const wide = new BigUint64Array(1);
  const halves = new Uint32Array(wide.buffer);
  const put = (hash: bigint, target: Uint32Array, at: number): void => {
    wide[0] = hash;
    target[at] = halves[0]!;
    target[at + 1] = halves[1]!;
  };
  return {
    hashKey(key, target) {
      put(hash.h64(key, HIGH_SEED), target, 0);
      put(hash.h64(key, LOW_SEED), target, 2);
    },
    hashContent(content, target) {
      put(typeof content === 'string' ? hash.h64(content) : hash.h64Raw(content), target, 4);
    },
  };
}
