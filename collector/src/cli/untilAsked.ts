/**
 * Resolves at the first SIGINT or SIGTERM. A second one ends the process at once: whoever asks twice does not want to
 * wait, and what is acknowledged is durable anyway.
 */
export function untilAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const one of ['SIGINT', 'SIGTERM'] as const) {
        process.removeListener(one, stop);
        process.once(one, () => process.exit(130));
      }
      resolve(signal);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
