/** A value as JSON text for people, cut to a length; never throws, whatever the value is. */
export function rawText(value: unknown, characters: number): string {
  const text = writeOut(value);
  return text.length <= characters ? text : `${text.slice(0, characters)}…`;
}

function writeOut(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    return error instanceof RangeError ? '(nested too deep to be written out)' : String(value);
  }
}
