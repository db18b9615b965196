export { findPostmortemId, postmortemUrl } from './paths';
export { PostmortemPage } from './PostmortemPage';
export { PostmortemsPage } from './PostmortemsPage';
export { StartPostmortem } from './StartPostmortem';
