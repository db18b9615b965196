import { badRequest, type Filter, type Repair } from '../contract';

/**
 * A repair as a person writes it.
 *
 * @example parseRepair('AGEP = AGEP / 12 where client = mobile')
 * // { feature: 'AGEP', expression: 'AGEP / 12', where: [{ key: 'client', operator: '=', values: ['mobile'] }] }
 */
export function parseRepair(text: string): Repair {
  const [assignment = '', ...conditions] = text.split(/\s+where(?:\s+|$)/i);
  const [, feature, expression] = /^\s*([^\s=]+)\s*=\s*(.+?)\s*$/.exec(assignment) ?? [];
  if (feature === undefined || expression === undefined || conditions.length > 1 || conditions[0] === '') {
    throw badRequest(
      'repair-invalid',
      `The repair ${JSON.stringify(text)} must read like "AGEP = AGEP / 12 where client = mobile".`,
    );
  }
  const where = conditions[0]?.split(/\s+and\s+/i).map(parseFilter) ?? [];
  return where.length > 0 ? { feature, expression, where } : { feature, expression };
}

/** @example parseFilter('client != mobile, web') // { key: 'client', operator: '!=', values: ['mobile', 'web'] } */
export function parseFilter(text: string): Filter {
  const [, key, operator, values] = /^\s*([^\s!=]+)\s*(!?=)\s*(.+?)\s*$/.exec(text) ?? [];
  if (key === undefined || values === undefined) {
    throw badRequest(
      'filter-invalid',
      `The filter ${JSON.stringify(text)} must read like client=mobile or client!=web.`,
    );
  }
  return {
    key,
    operator: operator as Filter['operator'],
    values: values.split(',').map((value) => value.trim()),
  };
}
