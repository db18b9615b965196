import { type FrameJson, type Investigation } from '@modelwatch/collector/contract';
import { type DemoCollector, isCollectorBuilt, startDemoCollector } from '../support/demoCollector';
import { describeInBrowser, findBarriers, Stage, UNIT_CHANGE } from './support';

const stage = new Stage();
const lacking = isCollectorBuilt ? undefined : 'the collector is not built; run npm run build';

describeInBrowser(
  'against a live collector with the employment log',
  'modelwatch-distribution-panel',
  () => {
    let collector: DemoCollector;

    jest.setTimeout(200_000);
    beforeAll(async () => {
      collector = await startDemoCollector({ asRecorded: true });
    });
    afterEach(() => stage.clear());
    afterAll(async () => {
      await stage.close();
      await collector?.stop();
    });

    const ask = async (measure: string): Promise<FrameJson> => {
      const query = { measure, model: 'employment', shape: 'distribution' };
      const response = await fetch(`${collector.url}/v1/query`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ query, range: UNIT_CHANGE }),
      });
      expect(response.status).toBe(200);
      return (await response.json()) as FrameJson;
    };
    const column = (frame: FrameJson, name: string): unknown[] =>
      frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)]!;

    it.each(['drift.psi', 'drift.jensenShannon'])(
      'shows the values of %s that the API answers',
      async (measure) => {
        const frame = await ask(measure);
        const window = `Unit change|${UNIT_CHANGE.from}|${UNIT_CHANGE.to}`;
        const { page, problems } = await stage.openAt(collector.url, { mount: 'panel', measure, window });
        const cards = page.getByRole('article');
        await cards.first().waitFor();
        const features = column(frame, 'feature') as string[];
        const values = column(frame, 'value') as number[];
        const expected = [...new Set(features)]
          .map((feature) => ({ feature, value: values[features.indexOf(feature)]! }))
          .sort((a, b) => b.value - a.value);
        expect(expected.length).toBeGreaterThan(10);
        const shown = await cards.evaluateAll((articles) =>
          articles.map((article) => ({
            feature: article.getAttribute('data-testid')!.replace('feature ', ''),
            value: Number(article.querySelector('header > span')!.textContent.replace('<', '')),
          })),
        );
        for (const [index, { feature, value }] of shown.entries()) {
          expect(feature).toBe(expected[index]!.feature);
          expect(Math.abs(value - expected[index]!.value)).toBeLessThan(0.006);
        }
        expect(await findBarriers(page)).toEqual([]);
        expect(problems).toEqual([]);
      },
    );

    it('draws the page as it is served, with models, measures and windows to choose from', async () => {
      const { page, problems } = await stage.openAt(collector.url, {});
      await page.getByRole('article').first().waitFor();
      await expect(page.getByRole('combobox', { name: 'Measure' }).inputValue()).resolves.toBe(
        'Population stability index',
      );
      await page.getByRole('combobox', { name: 'Window' }).click();
      await page.getByRole('option', { name: /mobile client 4\.2 released/ }).click();
      await page.locator('[data-testid="feature AGEP"]', { hasText: '> 72' }).waitFor();
      await page.getByRole('radio', { name: 'Light' }).click({ force: true });
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
    });

    const WHOLE_LOG = { from: '2026-10-01T00:00:00Z', to: '2026-10-22T00:00:00Z' };
    const window = `Whole log|${WHOLE_LOG.from}|${WHOLE_LOG.to}`;
    const table = async (measure: string, params: Record<string, string> = {}): Promise<FrameJson> => {
      const response = await fetch(`${collector.url}/v1/query`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({
          query: { measure, model: 'employment', shape: 'table', params },
          range: WHOLE_LOG,
        }),
      });
      expect(response.status).toBe(200);
      return (await response.json()) as FrameJson;
    };

    it('draws the rates of the groups that the API answers, and names the same worst pair', async () => {
      const frame = await table('fairness.selectionRate', { segment: 'race' });
      const parameters = { mount: 'panel', panel: 'disparity', segment: 'race', window };
      const { page, problems } = await stage.openAt(collector.url, {
        ...parameters,
        measure: 'fairness.selectionRate',
      });
      const told = await page.getByTestId('worst pair').innerText();
      const [groups, values, worst] = ['group', 'value', 'worst'].map((name) => column(frame, name));
      const pair = (groups as string[]).filter((_, index) => worst![index] === true);
      expect(pair).toHaveLength(2);
      for (const group of pair) expect(told).toContain(group);
      for (const [index, group] of (groups as string[]).entries()) {
        const percent = ((values![index] as number) * 100).toFixed(1).replace(/\.0$/, '');
        await page.getByRole('img', { name: `${group}: ${percent}` }).waitFor();
      }
      await page.getByTestId('over time').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
    });

    it('draws the triangle of label arrivals that the API answers', async () => {
      const frame = await table('labels.triangle');
      const parameters = { mount: 'panel', panel: 'labelArrival', window };
      const { page, problems } = await stage.openAt(collector.url, parameters);
      const triangle = page.getByTestId('triangle');
      await triangle.waitFor();
      const days = new Set(column(frame, 'day'));
      expect(days.size).toBe(21);
      expect(await triangle.locator('[data-day]').count()).toBe(days.size);
      const complete = column(frame, 'complete').filter((one) => one === true).length;
      expect(await triangle.locator('rect[data-part=cell]').count()).toBe(complete);
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
    });

    it('holds the model of the log against its objectives in the app', async () => {
      const { page, problems } = await stage.open({ collector: collector.url }, { mount: 'app' });
      await page.getByRole('table').waitFor();
      const rows = await page.getByRole('row').allInnerTexts();
      const response = await fetch(`${collector.url}/v1/models`);
      const { models } = (await response.json()) as { models: { spec: { objectives: unknown[] } }[] };
      // The head of the table, then a row for the model and one for each of its objectives.
      expect(rows).toHaveLength(2 + models[0]!.spec.objectives.length);
      expect(rows.filter((text) => text.includes('query failed'))).toEqual([]);
      const changes = await page
        .getByRole('region', { name: 'Recent changes' })
        .getByRole('listitem')
        .count();
      expect(changes).toBe(6);
      expect(problems).toEqual([]);
    });

    it.each([
      ['dark', 1300],
      ['light', 500],
    ])(
      'leads from a window to its cause and to a repair that is replayed, %s at %i px',
      async (theme, width) => {
        const path = '/a/modelwatch-investigations-app/investigation';
        const { from, to } = UNIT_CHANGE;
        const asked = {
          model: 'employment',
          from: String(Date.parse(from)),
          to: String(Date.parse(to)),
          feature: 'AGEP',
        };
        const { page, problems } = await stage.open(
          { collector: collector.url },
          { mount: 'app', theme, path, ...asked },
          { width, height: 1000 },
        );
        const first = page.getByRole('article').first();
        await first.waitFor({ timeout: 60_000 });
        const told = await first.innerText();
        expect(told).toContain('client is mobile');
        expect(told).toContain('multiplied by 12');
        expect(told).toContain('mobile client 4.2 released');
        // Reloaded or shared, the page shows the same investigation.
        const id = new URL(page.url()).searchParams.get('investigation');
        const one = (await (await fetch(`${collector.url}/v1/investigations/${id}`)).json()) as Investigation;
        expect(one).toMatchObject({ state: 'done', request: { model: 'employment' } });
        expect(await page.getByRole('article').count()).toBe(one.findings.length);

        await first
          .getByRole('button', { name: /Replay with this repair: AGEP = AGEP \/ 12/ })
          .press('Enter');
        const comparison = first.getByRole('region', { name: 'Comparison of the replay' });
        await comparison.waitFor({ timeout: 60_000 });
        const rows = await comparison.getByRole('row').allInnerTexts();
        const rocAuc = (name: RegExp): number =>
          Number(
            rows
              .find((row) => name.test(row))!
              .split('\t')[1]!
              .split(' ')[0],
          );
        expect(rocAuc(/with the repair/)).toBeGreaterThan(rocAuc(/^as served/));
        expect(await findBarriers(page)).toEqual([]);
        expect(problems).toEqual([]);
      },
    );

    it('goes from an investigation to a postmortem whose action stays open until it has evidence', async () => {
      const base = '/a/modelwatch-investigations-app';
      const { from, to } = UNIT_CHANGE;
      const asked = { model: 'employment', from: String(Date.parse(from)), to: String(Date.parse(to)) };
      const found = await stage.open(
        { collector: collector.url },
        { mount: 'app', path: `${base}/investigation`, ...asked },
      );
      const sides = found.page.getByRole('button', { name: 'Predictions side by side: finding 1' });
      await sides.click({ timeout: 60_000 });
      await found.page.getByRole('region', { name: /^Since: 10 of/ }).waitFor();
      await found.page.getByRole('button', { name: 'Begin a postmortem' }).click();
      await found.page.waitForURL(/\/postmortems\//, { timeout: 30_000 });
      const [, id] = /\/postmortems\/([^/?]+)/.exec(found.page.url())!;
      expect(found.problems).toEqual([]);

      const { page, problems } = await stage.open(
        { collector: collector.url },
        { mount: 'app', theme: 'light', path: `${base}/postmortems/${id}` },
        { width: 500, height: 1000 },
      );
      await page.getByRole('button', { name: 'Action: tests' }).click();
      await page.getByLabel('What is done').fill('Check the range of AGEP before it is served');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
      expect(await page.getByRole('checkbox', { name: /Closed/ }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: /Draw the figures again/ }).click();
      const parts = page.getByRole('list', { name: 'Comparison with what was frozen' });
      await parts.waitFor({ timeout: 30_000 });
      expect(await parts.getByText(/: the same/).count()).toBe(await parts.getByRole('listitem').count());
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export HTML' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`postmortem-${id}.html`);
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);

      const list = await stage.open(
        { collector: collector.url },
        { mount: 'app', path: `${base}/postmortems` },
      );
      await list.page.getByRole('region', { name: '1 open action' }).waitFor();
      expect(await findBarriers(list.page)).toEqual([]);
    });
  },
  lacking,
);
