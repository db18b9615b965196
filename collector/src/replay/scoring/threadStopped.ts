/** Raised out of a call of the runtime once the thread was asked to end: no row failed by it. */
export class ThreadStopped extends Error {
  constructor() {
    super('the thread was asked to stop');
  }
}
