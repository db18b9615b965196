/** Why an event cannot be taken, or a field of it is kept as invalid. */
export interface EventProblem {
  code: string;
  /** JSON path within the event. */
  path: string;
  message: string;
}

export const problem = (code: string, path: string, message: string): EventProblem => ({
  code,
  path,
  message,
});

export const isProblem = (result: object): result is EventProblem => !('kind' in result);
