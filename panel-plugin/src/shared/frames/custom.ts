import { type DataFrame } from '@grafana/data';

/** What the collector says of an answer beside its notices (`meta.custom`), one entry by its name; untrusted. */
export function customOf(frame: DataFrame, name: string): unknown {
  const custom: unknown = frame.meta?.custom;
  return typeof custom === 'object' && custom !== null
    ? (custom as Record<string, unknown>)[name]
    : undefined;
}
