import type { Problem } from '../../contract';
import type { DuckDbStoreOptions } from '../duckdb';

/*
 * What a store in a thread of its own and those who ask it say to each other. Everything crosses by structured clone;
 * the memory of large columns is handed over.
 */

/** What the thread is told when it starts. */
export type ThreadSetup = Omit<DuckDbStoreOptions, 'log'>;

export type StoreTask =
  /** Calls a method; a name with a dot is one of `documents`. With `canBeAborted` an abort may follow as a message. */
  | { kind: 'call'; id: number; method: string; args: unknown[]; canBeAborted: boolean }
  /** Asks for the next piece of an iteration; the first one begins it. */
  | { kind: 'next'; id: number; method: string; args: unknown[]; canBeAborted: boolean }
  | { kind: 'abort'; id: number }
  /** The iteration is not wanted any more. */
  | { kind: 'return'; id: number };

export type StoreAnswer =
  | { kind: 'ready'; description: string; methods: string[] }
  | { kind: 'refused'; error: ThrownError }
  | { kind: 'log'; sentence: string }
  | { kind: 'value'; id: number; value: unknown }
  | { kind: 'done'; id: number }
  | { kind: 'error'; id: number; error: ThrownError };

/** An error on its way between threads: a clone of one has lost its class and its fields. */
export interface ThrownError {
  name: string;
  message: string;
  stack?: string;
  problem?: Problem;
}
