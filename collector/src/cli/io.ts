/** What a command talks to, so that tests can listen. */
export interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  environment: Record<string, string | undefined>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether a person watches standard error: only then is progress drawn. */
  isWatched: boolean;
}

export const processIo = (): Io => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  environment: process.env,
  now: () => Date.now(),
  isWatched: process.stderr.isTTY,
});
