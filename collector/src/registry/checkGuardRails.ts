import { badRequest, comparableMeasures, type ModelSpec } from '../contract';

/** Refuses a guard rail on what cannot be compared, with its path. @throws ModelWatchError `model-invalid` */
export function checkGuardRails({ guardRails, segments = [], task }: ModelSpec): void {
  (guardRails?.notWorse ?? []).forEach(({ measure, segment }, index) => {
    const path = `$.guardRails.notWorse[${index}]`;
    const definition = comparableMeasures(task).find(({ id }) => id === measure);
    if (!definition) {
      const known = comparableMeasures(task).map(({ id }) => id);
      throw badRequest(
        'model-invalid',
        `${path}.measure: ${measure} cannot be compared between versions of a ${task} model; there are ${known.join(', ')}.`,
        `${path}.measure`,
      );
    }
    if (segment !== undefined && !segments.some(({ name }) => name === segment)) {
      throw badRequest(
        'model-invalid',
        `${path}.segment: there is no segment ${segment}.`,
        `${path}.segment`,
      );
    }
    if (definition.family === 'fairness' && segment === undefined && !segments.some((one) => one.sensitive)) {
      throw badRequest(
        'model-invalid',
        `${path}.segment: the model has no sensitive segment between whose groups ${measure} could be taken; name one.`,
        `${path}.segment`,
      );
    }
  });
  if (guardRails?.agreement && task === 'regression') {
    throw badRequest(
      'model-invalid',
      '$.guardRails.agreement: a regression has no classes to agree on.',
      '$.guardRails.agreement',
    );
  }
}
