import type { FrozenFigure, Postmortem } from '../../contract';
import { type Block, blocksOf } from './blocks';
import { drawFigure } from './drawFigure';
import { escapeHtml } from './escapeHtml';
import { moment } from './words';

/** One file that needs nothing else: no script, no font, no picture from elsewhere, and a policy that says so. */
export function exportHtml(postmortem: Postmortem): string {
  const title = escapeHtml(postmortem.text.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${blocksOf(postmortem).map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'fact':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'prose':
      return `<p class="prose">${escapeHtml(block.text.trim())}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return table(block.head, block.rows);
    case 'figure':
      return figure(block.figure);
  }
}

function table(head: string[], rows: string[][]): string {
  const headCells = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows
    .map((cells) => `<tr>${cells.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`)
    .join('');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${headCells}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function figure({ title, query, range, frame, error, digest }: FrozenFigure): string {
  const asked = `<pre>${escapeHtml(JSON.stringify({ query, range }, null, 2))}</pre>`;
  const caption = `<figcaption>${escapeHtml(title)}</figcaption>`;
  if (!frame)
    return `<figure>${caption}<p>It could not be drawn: ${escapeHtml(error ?? '')}</p>${asked}</figure>`;
  const rows = (frame.data.values[0] ?? []).map((_, row) =>
    frame.data.values.map((column, index) => {
      const value = column[row];
      if (value === null || value === undefined) return '';
      return frame.schema.fields[index]!.type === 'time' ? moment(value as number) : String(value);
    }),
  );
  const names = frame.schema.fields.map(
    ({ name, config }) => config?.displayNameFromDS ?? config?.displayName ?? name,
  );
  const values = `<details><summary>Values, query and digest</summary><p>SHA-256 of its values: ${escapeHtml(digest ?? '')}</p>${asked}${table(names, rows)}</details>`;
  return `<figure>${caption}${drawFigure(frame)}${values}</figure>`;
}

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --page: #fff; --a: #0b62c4; --b: #b35900; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --quiet: #9da7b1; --line: #3d444d; --page: #111217; --a: #6cb0ff; --b: #ffa657; } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 28px; line-height: 1.25; overflow-wrap: anywhere; } h2 { margin-top: 36px; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
.prose { white-space: pre-wrap; overflow-wrap: anywhere; } li { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 96px; }
th { color: var(--quiet); font-weight: 600; } figure { margin: 24px 0; } figcaption { font-weight: 600; }
pre { overflow-x: auto; font-size: 13px; color: var(--quiet); } summary { cursor: pointer; color: var(--quiet); } svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; } .axis { stroke: var(--line); } path { stroke-linecap: round; } .a { stroke: var(--a); fill: none; stroke-width: 2; } .b { stroke: var(--b); fill: none; stroke-width: 2; }
rect.a { fill: var(--a); stroke: none; } rect.b { fill: var(--b); stroke: none; }
@media print { details { display: none; } }
`.trim();
