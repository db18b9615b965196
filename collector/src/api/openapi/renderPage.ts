import type { OpenApiDocument, OpenApiMedia, OpenApiOperation } from './createDocument';
import { PAGE_STYLE } from './pageStyle';
import { renderSchema } from './renderSchema';
import { escapeHtml, inlineCode } from './text';

function renderContent(content: Record<string, OpenApiMedia>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const shown = schema === undefined ? '<p>bytes</p>' : renderSchema(schema);
      return `<div class="media"><code>${escapeHtml(type)}</code>${shown}</div>`;
    })
    .join('');
}

function renderParameters(operation: OpenApiOperation): string {
  if (operation.parameters.length === 0) return '';
  const rows = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td>` +
      `<td>${inlineCode(parameter.description)}</td></tr>`,
  );
  return `<h4>Parameters</h4><table>${rows.join('')}</table>`;
}

function renderOperation(path: string, method: string, operation: OpenApiOperation): string {
  const scope = Object.values(operation.security[0] ?? {})[0]?.[0];
  const answers = Object.entries(operation.responses).map(
    ([status, { description, content }]) =>
      `<div class="answer"><b>${status}</b> ${inlineCode(description)}${content ? renderContent(content) : ''}</div>`,
  );
  return [
    `<details class="operation" id="${escapeHtml(operation.operationId)}">`,
    `<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code>`,
    `<span class="what">${inlineCode(operation.summary)}</span></summary>`,
    scope ? `<p class="scope">scope <code>${scope}</code></p>` : '<p class="scope">open to everyone</p>',
    operation.description ? `<p>${inlineCode(operation.description)}</p>` : '',
    renderParameters(operation),
    operation.requestBody ? `<h4>Body</h4>${renderContent(operation.requestBody.content)}` : '',
    `<h4>Answers</h4>${answers.join('')}`,
    '</details>',
  ].join('');
}

/** A page that a person can read, made from the document alone; it loads nothing from anywhere. */
export function renderPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const own = operations.filter((one) => one.operation.tags.includes(name));
    const shown = own.map(({ path, method, operation }) => renderOperation(path, method, operation)).join('');
    return `<section><h2 id="${name}">${name}</h2><p>${inlineCode(description)}</p>${shown}</section>`;
  });
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>${renderSchema(schema)}</details>`,
  );
  const links = [...document.tags.map((tag) => tag.name), 'schemas'];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(document.info.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(document.info.title)} <small>${escapeHtml(document.info.version)}</small></h1>
<p>${inlineCode(document.info.description)}</p>
<nav>${links.map((name) => `<a href="#${name}">${name}</a>`).join(' ')} <a href="/openapi.json">openapi.json</a></nav>
</header>
<main>${sections.join('')}<section><h2 id="schemas">schemas</h2>${schemas.join('')}</section></main>
</body>
</html>
`;
}
