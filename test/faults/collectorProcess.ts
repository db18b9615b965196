import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A collector in a process of its own, so that it can be killed as a machine's failure kills it. */
export class CollectorProcess {
  readonly url: Promise<string>;
  readonly ended: Promise<void>;
  output = '';
  readonly #child: ChildProcess;

  constructor(bundleFolder: string, dataDir: string, modelFile: string, settings: readonly string[] = []) {
    const args = ['serve', '--port', '0', '--data-dir', dataDir, '--models', modelFile, ...settings];
    this.#child = spawn(process.execPath, [join(bundleFolder, 'modelwatch.js'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    this.url = new Promise((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(this.output) ?? [];
        if (url) resolve(url);
      };
      this.#child.stdout!.on('data', read);
      this.#child.stderr!.on('data', read);
      this.#child.once('exit', (code, signal) =>
        reject(new Error(`the collector ended (${code ?? signal}) before it was ready:\n${this.output}`)),
      );
    });
    // Who kills it before it is ready does not wait for the address.
    this.url.catch(() => undefined);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.ended;
  }
}
