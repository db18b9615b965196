/**
 * The memory of all typed arrays in a value, each block once: what can be handed over instead of copied. Only for
 * values that the sender does not look at again.
 */
export function memoryOf(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    // A view of a part shares its block with others (small buffers of Node do): that block stays where it is.
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) {
      found.add(value.buffer);
    }
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const one of value) memoryOf(one, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) memoryOf(one, found);
  }
  return [...found];
}
