export { exportHtml } from './exportHtml';
export { exportMarkdown } from './exportMarkdown';
