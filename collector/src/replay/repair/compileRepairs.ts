import { badRequest, type FeatureSpec, type Repair } from '../../contract';
import {
  checkTypes,
  type Expression,
  expressionProblem,
  parseExpression,
  typeOfFeature,
} from '../expression';
import { compileFilters, type RowFilter } from './rowFilter';

/** A repair that was understood: ready to be bound to the columns of a batch. */
export interface CompiledRepair {
  feature: FeatureSpec;
  expression: Expression;
  where: RowFilter;
}

const TYPE_NAMES = { number: 'a number', text: 'a category', truth: 'true or false' } as const;

/**
 * Understands repairs, or says what is wrong with one and where.
 * @throws ModelWatchError `repair-invalid` or `expression-invalid`, with the path of the repair
 */
export function compileRepairs(
  repairs: readonly Repair[],
  features: readonly FeatureSpec[],
  segments: readonly string[],
): CompiledRepair[] {
  return repairs.map((repair, index) => {
    const path = `$.repairs[${index}]`;
    const feature = features.find((one) => one.name === repair.feature);
    if (!feature) {
      const names = features.map((one) => one.name).join(', ');
      throw badRequest(
        'repair-invalid',
        `The repair is of a feature ${repair.feature} that the model does not have; it has ${names}.`,
        `${path}.feature`,
      );
    }
    const expression = parseExpression(repair.expression);
    const type = checkTypes(repair.expression, expression, features);
    const wanted = typeOfFeature(feature);
    if (type !== null && type !== wanted) {
      throw expressionProblem(
        repair.expression,
        expression.at,
        `it gives ${TYPE_NAMES[type]}, and ${feature.name} is ${TYPE_NAMES[wanted]}.`,
      );
    }
    return { feature, expression, where: compileFilters(repair.where ?? [], segments, `${path}.where`) };
  });
}
