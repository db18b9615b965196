import { randomBytes } from 'node:crypto';
import { existsSync, openSync, closeSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { createServer, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { ModelWatchError } from '../../contract';

/** Longest path of a Unix socket, on the strictest system. */
const MAXIMUM_SOCKET_PATH = 100;

/**
 * Holds a folder for one process until it ends, however it ends: a listening Unix socket dies with its process, where
 * a file with a process id outlives it, and lies across containers.
 * @throws ModelWatchError `journal-locked`
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  const { socketPath, release } = shortened(folder, path);
  try {
    const server = (await listen(socketPath)) ?? (await takeOver(folder, path, socketPath));
    if (!server) throw locked(folder);
    server.unref();
    return async () => {
      await new Promise((resolve) => server.close(resolve));
      release();
    };
  } catch (error) {
    release();
    throw error;
  }
}

const locked = (folder: string): ModelWatchError =>
  new ModelWatchError({
    code: 'journal-locked',
    status: 503,
    message: `The journal in ${folder} is open in another process; stop that one first or use another data folder.`,
  });

/** Socket paths are short; on Linux a folder's open descriptor stands for its path, however long. */
function shortened(folder: string, path: string): { socketPath: string; release: () => void } {
  if (path.length <= MAXIMUM_SOCKET_PATH) return { socketPath: path, release: () => undefined };
  if (!existsSync('/proc/self/fd')) {
    throw new ModelWatchError({
      code: 'journal-path-too-long',
      status: 500,
      message: `The path of the journal (${folder}) is too long for this system: use a data folder of at most 80 characters.`,
    });
  }
  const descriptor = openSync(folder, 'r');
  return { socketPath: `/proc/self/fd/${descriptor}/lock`, release: () => closeSync(descriptor) };
}

function listen(socketPath: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(socketPath, () => resolve(server));
  });
}

function isAnswered(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}

/** Takes the place of a process that has died. Of two that try at once, the inode tells who moved a living lock. */
async function takeOver(folder: string, path: string, socketPath: string): Promise<Server | null> {
  const before = statSync(path, { throwIfNoEntry: false });
  if (await isAnswered(socketPath)) return null;
  const aside = join(folder, `lock.${randomBytes(6).toString('hex')}`);
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return listen(socketPath);
  }
  if (before && statSync(aside).ino !== before.ino) {
    renameSync(aside, path);
    return null;
  }
  unlinkSync(aside);
  return listen(socketPath);
}
