import { type CollectorClient } from '../collector';
import { loadOverview } from './loadOverview';

// The whole of Grafana's interface would come along; of it only this is asked.
jest.mock('@grafana/runtime', () => ({ isFetchError: () => false }));

const NOW = 1_000_000_000;
const objectives = [
  { measure: 'serving.availability', target: 0.99, window: '24h' },
  { measure: 'performance.rocAuc', target: 0.8, window: '7d' },
  { measure: 'serving.latency', target: 100, window: '24h' },
];

function clientWith(querySlis: CollectorClient['querySlis']): CollectorClient {
  const change = (ts: number) => ({
    ts,
    model: 'm',
    change: 'rollout',
    id: null,
    version: null,
    text: '',
    status: null,
  });
  return {
    listModels: async () => [
      { spec: { model: 'm', objectives }, versions: {}, baselines: {}, production: 'v1', timeRange: null },
    ],
    listMeasures: async () => [],
    listChanges: async () => [1, 3, 2].map(change),
    querySlis,
  } as unknown as CollectorClient;
}

describe('loadOverview', () => {
  it('asks once for each window, which ends now', async () => {
    const querySlis = jest.fn(async (queries: unknown[]) => queries.map(() => ({ error: 'x' })));
    await loadOverview(clientWith(querySlis), NOW);
    const asked = querySlis.mock.calls as unknown as [{ measure: string }[], { from: number; to: number }][];
    expect(asked.map(([queries, range]) => [queries.map(({ measure }) => measure), range])).toEqual([
      [['serving.availability', 'serving.latency'], { from: NOW - 86_400_000, to: NOW }],
      [['performance.rocAuc'], { from: NOW - 7 * 86_400_000, to: NOW }],
    ]);
  });

  it('gives each objective its own answer, in the order of the model', async () => {
    const querySlis: CollectorClient['querySlis'] = async (queries) =>
      queries.map(({ measure }) => ({ error: measure }));
    const { models, changes } = await loadOverview(clientWith(querySlis), NOW);
    expect(models[0]!.objectives.map(({ reason }) => reason)).toEqual(
      objectives.map(({ measure }) => measure),
    );
    expect(changes.map(({ ts }) => ts)).toEqual([3, 2, 1]);
  });

  it('shows the models even where no query is answered', async () => {
    const { models } = await loadOverview(
      clientWith(async () => Promise.reject(new Error('504'))),
      NOW,
    );
    expect(models[0]!.objectives.map(({ verdict }) => verdict)).toEqual(['failed', 'failed', 'failed']);
  });
});
