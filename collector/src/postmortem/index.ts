export { exportHtml, exportMarkdown } from './export';
export { createPostmortemService, type PostmortemOptions, type PostmortemService } from './service';
