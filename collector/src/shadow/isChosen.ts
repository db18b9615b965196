/** Beyond the largest value of the hash. */
const RANGE = 2 ** 32;

/**
 * Whether the prediction of an id falls to a share: by a hash of the id, so that the same one is chosen again after a
 * restart, and a candidate with a smaller share sees some of what one with a larger share sees. FNV-1a with the last
 * step of MurmurHash3, because ids that count up differ in their last characters only.
 */
export function isChosen(id: string, share: number): boolean {
  if (share >= 1) return true;
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / RANGE < share;
}
