export { tokensPath, watchConfiguredTokens } from './configuredTokens';
export { readTokens, watchTokens, writeTokens } from './tokenFile';
export { createToken, findToken, hashToken, isScope, type Scope, SCOPES, type StoredToken } from './tokens';
