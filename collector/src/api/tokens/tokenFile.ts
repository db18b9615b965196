import { type Static, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { readFileSync, statSync } from 'node:fs';
import { ModelWatchError } from '../../contract';
import { writeFileDurably } from '../../registry';
import { SCOPES, type StoredToken } from './tokens';

const TokenFile = Type.Object(
  {
    tokens: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 100 }),
          hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          scopes: Type.Array(Type.Union(SCOPES.map((scope) => Type.Literal(scope))), { minItems: 1 }),
          createdAt: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
const validate = new Ajv().compile<Static<typeof TokenFile>>(TokenFile);

/** @throws ModelWatchError `tokens-unreadable`: a damaged file must not open the doors by counting as no tokens */
export function readTokens(path: string): StoredToken[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(path, (cause as Error).message);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, (cause as Error).message);
  }
  if (!validate(content)) {
    const error = validate.errors![0]!;
    throw unreadable(path, `$${error.instancePath.replaceAll('/', '.')} ${error.message}`);
  }
  return content.tokens;
}

const unreadable = (path: string, why: string): ModelWatchError =>
  new ModelWatchError({
    code: 'tokens-unreadable',
    message: `The tokens file ${path} cannot be used: ${why}. Repair it, or remove it and create tokens anew.`,
    status: 503,
    path,
  });

export async function writeTokens(path: string, tokens: readonly StoredToken[]): Promise<void> {
  await writeFileDurably(path, Buffer.from(`${JSON.stringify({ tokens }, null, 2)}\n`));
}

/**
 * Reads the tokens of a file, again when the file has changed: a token that is created or removed counts from the
 * next request on, without a restart. Once a collector had tokens it stays closed, even when the file is removed.
 */
export function watchTokens(path: string): () => { tokens: StoredToken[]; isClosed: boolean } {
  let stamp = '';
  let tokens: StoredToken[] = [];
  let isClosed = false;
  return () => {
    const stats = statSync(path, { throwIfNoEntry: false });
    const current = stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'none';
    if (current !== stamp) {
      tokens = readTokens(path);
      stamp = current;
      isClosed ||= tokens.length > 0;
    }
    return { tokens, isClosed };
  };
}
