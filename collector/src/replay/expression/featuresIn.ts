import type { Expression } from './syntax';

/** Names of the features that an expression reads. */
export function featuresIn(node: Expression): string[] {
  switch (node.kind) {
    case 'feature':
      return [node.name];
    case 'negate':
    case 'not':
    case 'isMissing':
    case 'map':
      return featuresIn(node.operand);
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return [...featuresIn(node.left), ...featuresIn(node.right)];
    case 'if':
      return [node.condition, node.then, node.otherwise].flatMap(featuresIn);
    case 'number':
    case 'text':
    case 'missing':
      return [];
  }
}
