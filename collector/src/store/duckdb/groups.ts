import type { Grouped } from '../../contract';
import type { Cell } from './database';
import type { Keys } from './source';

/**
 * Collects rows of one or more statements into the groups that their keys name. Without a key there is always one
 * group, so that an empty window answers with zeros; with keys, a group without rows is not there.
 */
export class Groups<T> {
  private readonly byKey = new Map<string, Grouped<T>>();

  constructor(
    private readonly keys: Keys,
    private readonly empty: () => T,
  ) {
    if (keys.names.length === 0) this.at([]);
  }

  at(row: readonly Cell[]): T {
    const key = JSON.stringify(row.slice(0, this.keys.names.length));
    const found = this.byKey.get(key);
    if (found) return found.value;
    const group = { ...this.keys.read(row), value: this.empty() };
    this.byKey.set(key, group);
    return group.value;
  }

  /** By bucket, then by labels, so that answers do not depend on the order in which threads finish. */
  list(): Grouped<T>[] {
    const textOf = ({ labels }: Grouped<T>): string => JSON.stringify(Object.values(labels));
    return [...this.byKey.values()].sort(
      (a, b) =>
        (a.bucket ?? 0) - (b.bucket ?? 0) || (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0),
    );
  }
}
