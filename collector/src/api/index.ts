export { createApp } from './createApp';
export { isLoopback } from './isLoopback';
export { checkExposure, listen, type Listener } from './listen';
export type { ApiServices } from './services';
export {
  createToken,
  isScope,
  readTokens,
  type Scope,
  SCOPES,
  type StoredToken,
  tokensPath,
  watchConfiguredTokens,
  watchTokens,
  writeTokens,
} from './tokens';
