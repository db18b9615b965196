import type { Frame } from '../contract';
import type { ServingRequest } from '../store';
import { DAY, engineOver, servingCounts } from './testing';

/* Values that aggregates tell within a bound: the rows are read where the bound does not decide. */

function storeOf(bounded: number, exact: number) {
  const asked: ServingRequest[] = [];
  const countServing = async (request: ServingRequest) => {
    asked.push(request);
    const value = request.bounded
      ? servingCounts({ latencyQuantiles: [bounded], latencyError: 0.01 })
      : servingCounts({ latencyQuantiles: [exact] });
    return [{ bucket: null, labels: {}, value }];
  };
  return { asked, countServing };
}

const latency = (params: Record<string, number>, more: { exact?: boolean } = {}) => ({
  query: { measure: 'serving.latency', model: 'employment', shape: 'snapshot' as const, params, ...more },
  range: DAY,
});

const valueOf = (frame: Frame) => frame.fields.find(({ name }) => name === 'value')?.values;

test('a value whose bound is clear of the threshold is told from aggregates, with its bound', async () => {
  const { asked, countServing } = storeOf(100, 100.4);
  const frame = await engineOver({ countServing }).run(latency({ threshold: 102 }));
  expect(valueOf(frame)).toEqual([100]);
  expect(frame.meta.notices).toEqual([
    {
      severity: 'info',
      text: 'Told within 1 % of the value, from aggregates; `exact: true` reads the rows.',
    },
  ]);
  expect(asked).toHaveLength(1);
});

test('a value within its bound of the threshold is read from rows', async () => {
  const { asked, countServing } = storeOf(100, 100.4);
  const frame = await engineOver({ countServing }).run(latency({ threshold: 100.2 }));
  expect(valueOf(frame)).toEqual([100.4]);
  expect(frame.meta.notices ?? []).toEqual([]);
  expect(asked.map(({ raw }) => raw)).toEqual([undefined, true]);
});

test('exact asks for rows only', async () => {
  const { asked, countServing } = storeOf(100, 100.4);
  const frame = await engineOver({ countServing }).run(latency({ threshold: 102 }, { exact: true }));
  expect(valueOf(frame)).toEqual([100.4]);
  expect(asked.map(({ raw, bounded }) => ({ raw, bounded }))).toEqual([{ raw: true, bounded: false }]);
});

test('scores are asked for in bins where the measure can be told from them', async () => {
  const asked: (boolean | undefined)[] = [];
  const countScores = async ({ bounded }: { bounded?: boolean }) => {
    asked.push(bounded);
    return [];
  };
  const ask = (measure: string, params: Record<string, number> = {}) =>
    engineOver({ countScores }).run({
      query: { measure, model: 'employment', shape: 'snapshot', params },
      range: DAY,
    });
  await ask('performance.rocAuc');
  await ask('performance.calibrationError');
  await ask('performance.calibrationError', { bins: 20 });
  await ask('performance.averagePrecision');
  expect(asked).toEqual([true, true, false, false]);
});
