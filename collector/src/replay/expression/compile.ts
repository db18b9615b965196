import type { Column } from '../../store';
import type { ComparisonOperator, Expression } from './syntax';

/** What an expression reads. */
export interface Columns {
  /** Of a batch, by feature name. */
  features: Readonly<Record<string, Column>>;
  /** Names of the features whose values are texts; booleans are kept as categories too, and are truths. */
  texts: ReadonlySet<string>;
}

/** A number by row, NaN where it is missing. Truths are 1 and 0. */
export type NumberAt = (row: number) => number;
/** A text by row, null where it is missing. */
export type TextAt = (row: number) => string | null;

const MISSING: NumberAt = () => NaN;
/** Overflow and division by zero have no value: they are missing rather than infinite. */
const finite = (value: number): number => (value - value === 0 ? value : NaN);

/**
 * Binds a checked expression of a number or a truth to the columns of a batch, as closures; nothing is ever evaluated
 * from text. What is missing makes what is computed from it missing, except where `and`, `or` and `if` do not need it.
 */
export function bindNumber(node: Expression, columns: Columns): NumberAt {
  const bind = (operand: Expression) => bindNumber(operand, columns);
  switch (node.kind) {
    case 'number': {
      const { value } = node;
      return () => value;
    }
    case 'feature':
      return bindFeature(columns.features[node.name]);
    case 'negate': {
      const operand = bind(node.operand);
      return (row) => -operand(row);
    }
    case 'not': {
      const operand = bind(node.operand);
      return (row) => 1 - operand(row);
    }
    case 'arithmetic': {
      const [left, right] = [bind(node.left), bind(node.right)];
      if (node.operator === '+') return (row) => finite(left(row) + right(row));
      if (node.operator === '-') return (row) => finite(left(row) - right(row));
      if (node.operator === '*') return (row) => finite(left(row) * right(row));
      return (row) => finite(left(row) / right(row));
    }
    case 'comparison':
      return bindComparison(node, columns);
    case 'logic': {
      const [left, right] = [bind(node.left), bind(node.right)];
      // Kleene's: false and anything is false, true or anything is true, even where the other is missing.
      return node.operator === 'and'
        ? (row) => and(left(row), right(row))
        : (row) => 1 - and(1 - left(row), 1 - right(row));
    }
    case 'if': {
      const [condition, then, otherwise] = [bind(node.condition), bind(node.then), bind(node.otherwise)];
      return (row) => {
        const met = condition(row);
        return met === 1 ? then(row) : met === 0 ? otherwise(row) : NaN;
      };
    }
    case 'isMissing': {
      const isMissing = bindIsMissing(node.operand, columns);
      return (row) => (isMissing(row) ? 1 : 0);
    }
    case 'missing':
    case 'text':
    case 'map':
      return MISSING;
  }
}

const and = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : left * right);

/** Binds a checked expression of a text. */
export function bindText(node: Expression, columns: Columns): TextAt {
  switch (node.kind) {
    case 'text': {
      const { value } = node;
      return () => value;
    }
    case 'feature': {
      const column = columns.features[node.name];
      if (column?.type !== 'category') return () => null;
      const { codes, dictionary } = column;
      return (row) => dictionary[codes[row]!] ?? null;
    }
    case 'if': {
      const condition = bindNumber(node.condition, columns);
      const [then, otherwise] = [bindText(node.then, columns), bindText(node.otherwise, columns)];
      return (row) => {
        const met = condition(row);
        return met === 1 ? then(row) : met === 0 ? otherwise(row) : null;
      };
    }
    case 'map': {
      const operand = bindText(node.operand, columns);
      const texts = new Map(
        node.pairs.map(({ from, to }) => [
          from.kind === 'text' ? from.value : '',
          to.kind === 'text' ? to.value : null,
        ]),
      );
      return (row) => {
        const text = operand(row);
        if (text === null) return null;
        const mapped = texts.get(text);
        return mapped === undefined ? text : mapped;
      };
    }
    default:
      return () => null;
  }
}

function bindFeature(column: Column | undefined): NumberAt {
  if (!column) return MISSING;
  if (column.type === 'number') {
    const { values } = column;
    return (row) => values[row]!;
  }
  const { codes } = column;
  const truths = column.dictionary.map((text) => (text === 'true' ? 1 : text === 'false' ? 0 : NaN));
  return (row) => truths[codes[row]!] ?? NaN;
}

const COMPARE: Record<ComparisonOperator, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function bindComparison(node: Expression & { kind: 'comparison' }, columns: Columns): NumberAt {
  if (isText(node.left, columns) || isText(node.right, columns)) {
    const [left, right] = [bindText(node.left, columns), bindText(node.right, columns)];
    const isEqual = node.operator === '=';
    return (row) => {
      const [a, b] = [left(row), right(row)];
      return a === null || b === null ? NaN : (a === b) === isEqual ? 1 : 0;
    };
  }
  const [left, right] = [bindNumber(node.left, columns), bindNumber(node.right, columns)];
  const compare = COMPARE[node.operator];
  return (row) => {
    const [a, b] = [left(row), right(row)];
    return a !== a || b !== b ? NaN : compare(a, b) ? 1 : 0;
  };
}

function bindIsMissing(node: Expression, columns: Columns): (row: number) => boolean {
  if (isText(node, columns)) {
    const text = bindText(node, columns);
    return (row) => text(row) === null;
  }
  const number = bindNumber(node, columns);
  return (row) => Number.isNaN(number(row));
}

function isText(node: Expression, columns: Columns): boolean {
  if (node.kind === 'if') return isText(node.then, columns) || isText(node.otherwise, columns);
  return node.kind === 'feature' ? columns.texts.has(node.name) : node.kind === 'text' || node.kind === 'map';
}
