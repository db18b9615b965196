import { createHandlers } from './handlers';
import { handshakeLine, refuseToStart } from './handshake';
import { liveWithParent } from './life';
import { log } from './log';
import { loadServices } from './protocol';
import { startServer } from './server';

async function main(): Promise<void> {
  const refusal = refuseToStart(process.env);
  if (refusal) {
    process.stderr.write(`${refusal}\n`);
    process.exit(1);
  }
  let stop = (): void => process.exit(0);
  liveWithParent(() => stop());
  const server = await startServer(loadServices(), createHandlers(), () => stop());
  stop = () => {
    server.stop();
    process.exit(0);
  };
  process.stdout.write(handshakeLine(server.address));
}

main().catch((error: unknown) => {
  log('error', 'The backend cannot start', { error });
  process.exit(1);
});
