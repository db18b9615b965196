import { BaselineWindow } from '../../contract';
import { type Operation, pathPart } from '../operation';
import { readJson } from '../readBody';
import { BaselineAnswer } from '../schemas';
import type { ApiServices } from '../services';
import { bodyValidator } from '../validateBody';

const checkWindow = bodyValidator(BaselineWindow, 'baseline-window-invalid');

export function baselineOperations({ baselines, configuration }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/models/{model}/baselines/{version}/window',
      scope: 'operate',
      tag: 'registry',
      id: 'acceptWindow',
      summary: 'Make logged rows the baseline of a version',
      description:
        'Accepts a new normal: the rows of a window, with the labels that have arrived, take the place of the baseline ' +
        'that the version had, and a change of kind `baseline` is registered. At most 500,000 rows, chosen by chance ' +
        'where there are more, and so that rows logged at different sample rates stand for as many requests each.',
      body: { 'application/json': BaselineWindow },
      answers: { 200: { description: 'its profile', content: { 'application/json': BaselineAnswer } } },
      async handle(request, response) {
        const body = await readJson(request, configuration.http.bodyLimitBytes);
        const [model, version] = [pathPart(request, 'model'), pathPart(request, 'version')];
        response.json(await baselines.accept(model, version, checkWindow(body)));
      },
    },
  ];
}
