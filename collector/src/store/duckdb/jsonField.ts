import { text } from './quote';

/** Path of a field of a JSON object, whatever its name: as `$."name"`. */
const pathOf = (name: string): string => text(`$."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);

/** SQL for a field of a JSON object as text; NULL where it is null or not there. */
export const jsonText = (column: string, name: string): string =>
  `json_extract_string(${column}, ${pathOf(name)})`;

/** SQL for a field as a number; NULL where it is none. */
export const jsonNumber = (column: string, name: string): string =>
  `TRY_CAST(${jsonText(column, name)} AS DOUBLE)`;

/** SQL that tells whether the object has the field, null included. */
export const hasJsonField = (column: string, name: string): string =>
  `coalesce(json_exists(${column}, ${pathOf(name)}), false)`;
