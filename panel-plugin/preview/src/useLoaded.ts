import { useEffect, useState } from 'react';

export type Loaded<T> =
  { state: 'loading' } | { state: 'done'; value: T } | { state: 'failed'; error: Error };

/** Runs `load` when `load` changes (memoise it), and forgets answers that come after the next question. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: Loaded<T>): void => {
      if (isCurrent) setLoaded(next);
    };
    settle({ state: 'loading' });
    load().then(
      (value) => settle({ state: 'done', value }),
      (error: unknown) =>
        settle({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load]);
  return loaded;
}
