/*
 * Loads a built plugin as Grafana does: its module.js calls `define` with the names of what it takes from Grafana.
 */

type Factory = (...dependencies: unknown[]) => unknown;

declare global {
  interface Window {
    define?: ((dependencies: string[], factory: Factory) => void) & { amd?: object };
  }
}

/** The module's own address, by which it finds its chunks. */
const SELF = 'module';

/** One module at a time: `define` does not say who calls it. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * @param shared what a plugin may take from Grafana, by the name it asks for
 * @throws when the file does not load, or asks for what is not shared
 */
export function loadModule(url: string, shared: Record<string, unknown>): Promise<unknown> {
  const loaded = queue.then(() => runScript(url, shared));
  queue = loaded.catch(() => undefined);
  return loaded;
}

function runScript(url: string, shared: Record<string, unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let exported: unknown;
    let failure: Error | undefined = new Error(`${url} defined no module.`);
    const define = (names: string[], factory: Factory): void => {
      const unknown = names.filter((name) => name !== SELF && !(name in shared));
      if (unknown.length > 0) {
        failure = new Error(`${url} asks for ${unknown.join(', ')}, which this page does not share.`);
        return;
      }
      exported = factory(...names.map((name) => (name === SELF ? { uri: url } : shared[name])));
      failure = undefined;
    };
    window.define = Object.assign(define, { amd: {} });
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => {
      delete window.define;
      if (failure) reject(failure);
      else resolve(exported);
    };
    script.onerror = () => {
      delete window.define;
      reject(new Error(`${url} could not be loaded.`));
    };
    document.head.append(script);
  });
}
