import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Table, tableFromIPC } from 'apache-arrow';
import { loadServices } from '../../datasource-plugin/backend/protocol';

const EXECUTABLE = join(__dirname, '../../datasource-plugin/dist/gpx_modelwatch_linux_amd64');

export const isBackendBuilt = existsSync(EXECUTABLE);

export interface BackendAnswer {
  frame: Table | null;
  error: string | null;
}

export interface PluginBackend {
  query(
    model: Record<string, unknown>,
    range: { from: number; to: number },
    options?: { fromAlert?: boolean },
  ): Promise<BackendAnswer>;
  stop(): Promise<void>;
}

function handshakeOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`the backend ended with ${code} before its handshake`)));
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0]!);
    });
  });
}

/** Starts the built executable as Grafana does, with a data source that points at a collector. */
export async function startPluginBackend(collectorUrl: string): Promise<PluginBackend> {
  const child = spawn(EXECUTABLE, [], {
    env: { PATH: process.env.PATH, grafana_plugin_type: 'datasource' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [, , network, address] = (await handshakeOf(child)).split('|');
  const Client = makeGenericClientConstructor(loadServices().data, 'Data');
  const client = new Client(network === 'unix' ? `unix:${address}` : address!, credentials.createInsecure());

  const pluginContext = {
    orgId: 1,
    pluginId: 'modelwatch-modelwatch-datasource',
    dataSourceInstanceSettings: {
      id: 1,
      uid: 'modelwatch',
      name: 'Model Watch',
      url: collectorUrl,
      jsonData: Buffer.from('{}'),
      decryptedSecureJsonData: {},
      lastUpdatedMS: 1,
    },
  };
  interface Answers {
    responses: Record<string, { frames: Uint8Array[]; error: string }>;
  }
  const ask = client.QueryData!.bind(client) as unknown as (
    request: unknown,
    done: (error: Error | null, answer: Answers) => void,
  ) => void;

  return {
    query: (model, range, options = {}) =>
      new Promise((resolve, reject) => {
        const request = {
          pluginContext,
          headers: options.fromAlert ? { FromAlert: 'true' } : {},
          queries: [
            {
              refId: 'A',
              maxDataPoints: options.fromAlert ? 43_200 : 500,
              intervalMS: 60_000,
              timeRange: { fromEpochMS: range.from, toEpochMS: range.to },
              json: Buffer.from(JSON.stringify(model)),
            },
          ],
        };
        ask(request, (error, answer) => {
          if (error) return reject(error);
          const { frames, error: message } = answer.responses.A!;
          resolve({ frame: frames[0] ? tableFromIPC(frames[0]) : null, error: message || null });
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        client.close();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
