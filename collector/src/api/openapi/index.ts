export { createDocument, type OpenApiDocument } from './createDocument';
export { renderPage } from './renderPage';
