import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Handlers } from './handlers';
import { RECEIVED_MESSAGE_BYTES } from './limits';
import { type PluginServices } from './protocol';

export interface RunningServer {
  /** As the handshake names it: `unix|/tmp/x/plugin.sock` or `tcp|127.0.0.1:4711`. */
  address: string;
  /** Ends all calls at once and removes the socket. */
  stop: () => void;
}

/** The longest path that the socket address of every supported system can hold. */
const SOCKET_PATH_CHARACTERS = 103;

function bind(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

/**
 * Listens where nobody but this machine can: on a socket in a folder that only its owner may enter, or on loopback
 * where the path of the folder for temporary files is too long for a socket.
 */
async function listen(server: Server, folder: string): Promise<RunningServer> {
  const own = mkdtempSync(join(folder, 'modelwatch-'));
  const remove = () => rmSync(own, { recursive: true, force: true });
  const socket = join(own, 'plugin.sock');
  if (socket.length <= SOCKET_PATH_CHARACTERS) {
    await bind(server, `unix:${socket}`);
    return {
      address: `unix|${socket}`,
      stop: () => {
        server.forceShutdown();
        remove();
      },
    };
  }
  remove();
  const port = await bind(server, '127.0.0.1:0');
  return { address: `tcp|127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}

/** @param onShutdown called after Grafana's request to end has been answered */
export async function startServer(
  services: PluginServices,
  handlers: Handlers,
  onShutdown: () => void,
  folder: string = process.env['PLUGIN_UNIX_SOCKET_DIR'] || tmpdir(),
): Promise<RunningServer> {
  const server = new Server({
    'grpc.max_receive_message_length': RECEIVED_MESSAGE_BYTES,
    'grpc.max_send_message_length': -1,
  });
  server.addService(services.data, handlers.data);
  server.addService(services.diagnostics, handlers.diagnostics);
  server.addService(services.resource, handlers.resource);
  server.addService(services.controller, {
    Shutdown(_call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) {
      callback(null, {});
      setTimeout(onShutdown, 5);
    },
  });
  server.addService(services.health, {
    Check(_call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) {
      callback(null, { status: 'SERVING' });
    },
  });
  return listen(server, folder);
}
