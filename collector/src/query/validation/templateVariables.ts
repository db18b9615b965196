import { badRequest, type Query } from '../../contract';

const ANYWHERE = /\$\{[^}]*\}|\[\[[^\]]*\]\]|\$[A-Za-z_]\w*/;
/** In a value of a filter `$` may be data (`US$a`): only a value that is nothing but a variable is taken for one. */
const WHOLE = /^(?:\$\{[^}]*\}|\[\[[^\]]*\]\]|\$[A-Za-z_]\w*)$/;

/**
 * Refuses a template variable that nobody replaced. Grafana replaces them in its front end, which alert queries
 * never pass through: the name would be looked up as it stands and found unknown, which sends people the wrong way.
 */
export function refuseTemplateVariables(query: Query): void {
  visit(query, '$.query', (text, path) => {
    const inFilterValue = /\.filters\[\d+\]\.values\[\d+\]$/.test(path);
    const found = (inFilterValue ? WHOLE : ANYWHERE).exec(text);
    if (!found) return;
    throw badRequest(
      'unreplaced-variable',
      `${path} holds the template variable ${found[0]}, which was not replaced: alert rules and queries ` +
        'outside a dashboard cannot use variables, so write its value there.',
      path,
    );
  });
}

function visit(value: unknown, path: string, see: (text: string, path: string) => void): void {
  if (typeof value === 'string') see(value, path);
  else if (Array.isArray(value)) value.forEach((one, index) => visit(one, `${path}[${index}]`, see));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) visit(one, `${path}.${key}`, see);
  }
}
