import { join } from 'node:path';
import type { Configuration } from '../../configuration';
import { watchTokens } from './tokenFile';
import { hashToken, isScope, type StoredToken } from './tokens';

export const tokensPath = ({ dataDir, security }: Configuration): string =>
  security.tokensFile === '' ? join(dataDir, 'tokens.json') : security.tokensFile;

/** Tokens that the surroundings give as NAME:SCOPE+SCOPE:SECRET; the schema has checked their form. */
function givenTokens({ tokens }: Configuration): StoredToken[] {
  return tokens.map((text) => {
    const [name = '', scopes = '', secret = ''] = text.split(':');
    return { name, hash: hashToken(secret), scopes: scopes.split('+').filter(isScope), createdAt: '' };
  });
}

/** Reads what may open this collector: the tokens of its configuration and those of its file, as it is now. */
export function watchConfiguredTokens(
  configuration: Configuration,
): () => { tokens: StoredToken[]; isClosed: boolean } {
  const given = givenTokens(configuration);
  const read = watchTokens(tokensPath(configuration));
  return () => {
    const { tokens, isClosed } = read();
    return { tokens: [...given, ...tokens], isClosed: isClosed || given.length > 0 };
  };
}
