import { escapeHtml, inlineCode } from './text';

interface Node {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  default?: unknown;
  properties?: Record<string, Node>;
  patternProperties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

/** One line: the type of a value, with links to the schemas that have a name. */
function describeType(node: Node): string {
  if (node.$ref) {
    const name = escapeHtml(node.$ref.split('/').at(-1)!);
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (node.const !== undefined) return `<code>${escapeHtml(JSON.stringify(node.const))}</code>`;
  if (node.anyOf) return node.anyOf.map(describeType).join(' or ');
  if (node.type === 'array') return `list of ${node.items ? describeType(node.items) : 'anything'}`;
  if (node.patternProperties) {
    return `object of ${Object.values(node.patternProperties).map(describeType).join(' or ')} by name`;
  }
  return node.type ? escapeHtml(node.type) : 'anything';
}

function describeLimits(node: Node): string {
  const limits = (['minimum', 'maximum', 'minLength', 'maxLength', 'maxItems'] as const)
    .filter((name) => node[name] !== undefined)
    .map((name) => `${name} ${node[name]}`);
  if (node.default !== undefined) limits.push(`default ${JSON.stringify(node.default)}`);
  return limits.length > 0 ? ` <span class="limits">${escapeHtml(limits.join(', '))}</span>` : '';
}

/** The parts of an object lie one in another only here: what is nested in lists and alternatives is shown below them. */
function nestedObjects(node: Node): Node[] {
  if (node.properties) return [node];
  return [...(node.anyOf ?? []), ...(node.items ? [node.items] : [])].flatMap(nestedObjects);
}

function renderProperties(node: Node): string {
  const rows = Object.entries(node.properties ?? {}).map(([name, child]) => {
    const inner = nestedObjects(child).map(renderProperties).join('');
    return (
      `<tr><td><code>${escapeHtml(name)}</code>${node.required?.includes(name) ? '<b title="required">*</b>' : ''}</td>` +
      `<td>${describeType(child)}${describeLimits(child)}${child.description ? `<br>${inlineCode(child.description)}` : ''}${inner}</td></tr>`
    );
  });
  return `<table>${rows.join('')}</table>`;
}

export function renderSchema(schema: unknown): string {
  const node = schema as Node;
  const description = node.description ? `<p>${inlineCode(node.description)}</p>` : '';
  const objects = nestedObjects(node);
  const type = node.properties ? '' : `<p>${describeType(node)}</p>`;
  return `${description}${type}${objects.map(renderProperties).join('')}`;
}
