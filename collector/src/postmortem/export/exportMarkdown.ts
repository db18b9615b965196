import type { FrozenFigure, Postmortem } from '../../contract';
import { type Block, blocksOf } from './blocks';
import { moment } from './words';

/** Values of a figure that are written out; the rest are in the HTML. */
const MOST_ROWS = 40;

/** The postmortem as Markdown: what people wrote is taken as the Markdown that it is. */
export function exportMarkdown(postmortem: Postmortem): string {
  const parts = [`# ${line(postmortem.text.title)}`, ...blocksOf(postmortem).map(renderBlock)];
  return `${parts.join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${line(block.text)}`;
    case 'fact':
      return line(block.text);
    case 'prose':
      return block.text.trim();
    case 'list':
      return block.items.map((item) => `- ${line(item)}`).join('\n');
    case 'table':
      return table(block.head, block.rows);
    case 'figure':
      return figure(block.figure);
  }
}

const line = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');
const cell = (text: string): string => line(text).replaceAll('|', '\\|');

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return lines.join('\n');
}

function figure({ title, query, range, frame, error, digest }: FrozenFigure): string {
  const asked = `\`\`\`json\n${JSON.stringify({ query, range }, null, 2)}\n\`\`\``;
  const heading = `### ${line(title)}`;
  if (!frame) return [heading, `It could not be drawn: ${error ?? ''}`, asked].join('\n\n');
  const { fields } = frame.schema;
  const rows = frame.data.values[0]?.length ?? 0;
  const write = (row: number): string[] =>
    frame.data.values.map((column, index) => {
      const value = column[row];
      if (value === null || value === undefined) return '';
      return fields[index]!.type === 'time' ? moment(value as number) : String(value);
    });
  const shown = Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, row) => write(row));
  const left = rows > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows} rows.` : '';
  const names = fields.map(({ name, config }) => config?.displayNameFromDS ?? config?.displayName ?? name);
  return [heading, `SHA-256 of its values: ${digest}`, asked, left, table(names, shown)]
    .filter((part) => part !== '')
    .join('\n\n');
}
