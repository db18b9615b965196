import type { TSchema } from '@sinclair/typebox';
import type { Request, Response } from 'express';
import type { Scope } from './tokens';

export interface Content {
  /** Schema by media type; null for bytes. */
  [mediaType: string]: TSchema | null;
}

/**
 * One operation of the API: what the router serves and what the OpenAPI document says come from the same object, so
 * that neither can have what the other lacks.
 */
export interface Operation {
  method: 'get' | 'put' | 'post' | 'delete';
  /** As in OpenAPI: `/v1/models/{model}`. */
  path: string;
  /** What a token must allow; null for everyone. */
  scope: Scope | null;
  tag:
    'events' | 'queries' | 'registry' | 'replay' | 'shadow' | 'investigation' | 'operation' | 'documentation';
  id: string;
  summary: string;
  description?: string;
  parameters?: Record<string, { schema: TSchema; description: string; required?: boolean }>;
  body?: Content;
  /** By status; the default answer is a problem. */
  answers: Record<number, { description: string; content?: Content }>;
  handle(request: Request, response: Response): Promise<void> | void;
}

/** `{model}` of OpenAPI is `:model` of Express. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** One part of the path; the router made sure that it is there. */
export const pathPart = (request: Request, name: string): string => String(request.params[name]);
