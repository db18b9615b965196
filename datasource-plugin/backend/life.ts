import { PARENT_CHECK_MS } from './limits';
import { log } from './log';

/**
 * Ends with whoever started this process, and with nothing else: an interrupt at the terminal reaches Grafana and
 * its plugins alike and Grafana ends them in its order; an error that slipped through is logged, because Grafana
 * would restart a dead backend every second.
 */
export function liveWithParent(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS).unref();
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', stop);
  process.stderr.on('error', stop);
  process.stdout.on('error', stop);
  process.on('uncaughtException', (error) => log('error', 'An error slipped through', { error }));
  process.on('unhandledRejection', (error) => log('error', 'A rejection slipped through', { error }));
}
