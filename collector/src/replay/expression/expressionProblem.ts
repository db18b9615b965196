import { badRequest, type ModelWatchError } from '../../contract';

/** What is wrong with an expression, with the column (from 1) at which it is wrong. */
export const expressionProblem = (text: string, at: number, what: string): ModelWatchError =>
  badRequest('expression-invalid', `In the expression \`${text}\`, at column ${at}: ${what}`, '$.expression');
