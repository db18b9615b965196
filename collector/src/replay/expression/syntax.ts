/** Types of the language. `truth` has three values: true, false and missing. */
export type ValueType = 'number' | 'text' | 'truth';

/** A parsed expression. `at` is the column of its first character, from 1. */
export type Expression = { at: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'missing' }
  | { kind: 'feature'; name: string }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Expression; right: Expression }
  | { kind: 'comparison'; operator: ComparisonOperator; left: Expression; right: Expression }
  | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'if'; condition: Expression; then: Expression; otherwise: Expression }
  | { kind: 'isMissing'; operand: Expression }
  | { kind: 'map'; operand: Expression; pairs: { from: Expression; to: Expression }[] }
);

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
