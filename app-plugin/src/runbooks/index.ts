export { findRunbookName } from './findRunbookName';
export { RunbookPage } from './RunbookPage';
