import type { FeatureSpec } from '../../contract';
import { expressionProblem } from './expressionProblem';
import type { Expression, ValueType } from './syntax';

/** Type of a feature's values in an expression. */
export const typeOfFeature = (feature: Pick<FeatureSpec, 'type'>): ValueType =>
  feature.type === 'number' ? 'number' : feature.type === 'category' ? 'text' : 'truth';

const NAMES: Record<ValueType, string> = { number: 'a number', text: 'a text', truth: 'true or false' };

/**
 * Checks that every operator gets what it works on, and returns the type of the whole; null where it is missing
 * whatever the row is, which fits every type.
 * @throws ModelWatchError `expression-invalid` with the column
 */
export function checkTypes(
  text: string,
  expression: Expression,
  features: readonly Pick<FeatureSpec, 'name' | 'type'>[],
): ValueType | null {
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  const fail = (at: number, what: string) => expressionProblem(text, at, what);

  const want = (node: Expression, wanted: ValueType, by: string): void => {
    const type = typeOf(node);
    if (type !== null && type !== wanted) {
      throw fail(node.at, `${by} works on ${NAMES[wanted]}, and this is ${NAMES[type]}.`);
    }
  };
  /** The type that both have; null where both are missing. */
  const same = (left: Expression, right: Expression, by: string): ValueType | null => {
    const [a, b] = [typeOf(left), typeOf(right)];
    if (a !== null && b !== null && a !== b) {
      throw fail(right.at, `${by} has ${NAMES[a]} on one side and ${NAMES[b]} on the other.`);
    }
    return a ?? b;
  };

  function typeOf(node: Expression): ValueType | null {
    switch (node.kind) {
      case 'number':
      case 'text':
        return node.kind;
      case 'missing':
        return null;
      case 'feature':
        return typeOfNamed(node.name, node.at);
      case 'negate':
        want(node.operand, 'number', 'the minus sign');
        return 'number';
      case 'not':
        want(node.operand, 'truth', '`not`');
        return 'truth';
      case 'arithmetic':
        want(node.left, 'number', `\`${node.operator}\``);
        want(node.right, 'number', `\`${node.operator}\``);
        return 'number';
      case 'comparison':
        return typeOfComparison(node);
      case 'logic':
        want(node.left, 'truth', `\`${node.operator}\``);
        want(node.right, 'truth', `\`${node.operator}\``);
        return 'truth';
      case 'if':
        want(node.condition, 'truth', '`if`');
        return same(node.then, node.otherwise, '`if`');
      case 'isMissing':
        typeOf(node.operand);
        return 'truth';
      case 'map':
        return typeOfMap(node);
    }
  }

  function typeOfNamed(name: string, at: number): ValueType {
    const feature = byName.get(name);
    if (feature) return typeOfFeature(feature);
    const names = [...byName.keys()].slice(0, 20).join(', ');
    throw fail(at, `there is no feature ${name}; there are ${names}${byName.size > 20 ? ', ...' : ''}.`);
  }

  function typeOfComparison(node: Expression & { kind: 'comparison' }): ValueType {
    for (const side of [node.left, node.right]) {
      if (side.kind === 'missing')
        throw fail(side.at, 'nothing equals a missing value; ask with missing(...).');
    }
    const type = same(node.left, node.right, `\`${node.operator}\``);
    if (type !== 'number' && type !== null && node.operator !== '=' && node.operator !== '!=') {
      throw fail(node.at, `\`${node.operator}\` orders numbers only; use = or != here.`);
    }
    return 'truth';
  }

  function typeOfMap(node: Expression & { kind: 'map' }): ValueType {
    want(node.operand, 'text', '`map`');
    for (const { from, to } of node.pairs) {
      if (from.kind !== 'text') throw fail(from.at, '`map` goes from a text in quotes.');
      if (to.kind !== 'text' && to.kind !== 'missing') {
        throw fail(to.at, '`map` goes to a text in quotes, or to missing.');
      }
    }
    return 'text';
  }

  return typeOf(expression);
}
