import type { FeatureSpec } from '../../contract';
import type { Dictionary } from './dictionaries';
import type { Engine } from './engine';
import type { Layout } from './layouts';
import { doubles } from './quote';

/** Codes from here on stand for texts of one request, which no dictionary knows: see `RequestTexts`. */
export const FIRST_REQUEST_CODE = 2 ** 30;

/**
 * What a category column of a request may contain: the texts of its dictionary and, where an older schema held the
 * feature as a number or a boolean, the texts those are compared with.
 */
export class RequestTexts {
  constructor(
    private readonly dictionary: Dictionary,
    private readonly ofRequest: readonly string[],
  ) {}

  /** Undefined for a number of an older schema that is none of the texts of the request. */
  textOf(code: number): string | undefined {
    return code >= FIRST_REQUEST_CODE
      ? this.ofRequest[code - FIRST_REQUEST_CODE]
      : this.dictionary.texts[code];
  }

  codeOfNumber(column: string): string {
    const numbers = this.ofRequest.map((text) => numberOf(text) ?? NaN);
    const position = `list_position(${doubles(numbers)}, ${column})`;
    return `CASE WHEN ${column} IS NOT NULL THEN ${FIRST_REQUEST_CODE} - 1 + coalesce(${position}, ${numbers.length + 1}) END`;
  }

  codeOfBoolean(column: string): string {
    const codeOf = (text: string): number => {
      const index = this.ofRequest.indexOf(text);
      return FIRST_REQUEST_CODE + (index === -1 ? this.ofRequest.length : index);
    };
    return `CASE WHEN ${column} IS NOT NULL THEN if(${column}, ${codeOf('true')}, ${codeOf('false')}) END`;
  }
}

export interface FeatureExpression {
  /** DOUBLE for a number, INTEGER code for a category, 0 or 1 for a boolean; NULL is missing or invalid. */
  value: string;
  /** True where there is a value that cannot be read as the type asked for; null where that cannot be. */
  isMisfit: string | null;
}

/**
 * SQL of a feature in one table, read as the type asked for: a window may span a registered change of type. What
 * cannot be read so is no value and counts as invalid.
 */
export function featureExpression(
  { dictionaries }: Engine,
  layout: Layout,
  feature: string,
  type: FeatureSpec['type'],
  texts: RequestTexts | null,
): FeatureExpression {
  const found = layout.featureColumns.get(feature);
  if (!found) return { value: type === 'number' ? 'NULL::DOUBLE' : 'NULL::INTEGER', isMisfit: null };
  const { column } = found;
  if (found.type === type) return sure(type === 'boolean' ? `${column}::INTEGER` : column);
  if (type === 'category') {
    return sure(found.type === 'number' ? texts!.codeOfNumber(column) : texts!.codeOfBoolean(column));
  }
  if (found.type === 'boolean') return sure(`${column}::INTEGER::DOUBLE`);
  if (found.type === 'number') return doubtful(column, `CASE ${column} WHEN 0 THEN 0 WHEN 1 THEN 1 END`);
  const { texts: known } = dictionaries.of(layout.schema.model, `feature:${feature}`);
  const read = type === 'number' ? numberOf : flagOf;
  const values = known.map((text, code) => (code === 0 ? null : read(text)));
  const list = values.map((value) => value ?? 'NULL').join(',');
  return doubtful(
    column,
    `list_extract([${list}]::${type === 'number' ? 'DOUBLE' : 'INTEGER'}[], ${column} + 1)`,
  );
}

const sure = (value: string): FeatureExpression => ({ value, isMisfit: null });

const doubtful = (column: string, value: string): FeatureExpression => ({
  value,
  isMisfit: `(${column} IS NOT NULL AND (${value}) IS NULL)`,
});

function numberOf(text: string): number | null {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

const flagOf = (text: string): number | null => (text === 'true' ? 1 : text === 'false' ? 0 : null);
