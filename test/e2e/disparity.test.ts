import { frameToJson, type QueryRequest } from '@modelwatch/collector/contract';
import {
  answerGroups,
  describeInBrowser,
  distributionFrame,
  findBarriers,
  recordedAnswers,
  Refusal,
  Stage,
  tableOfGroups,
} from './support';

const stage = new Stage();
const window = 'Whole log|2026-10-01T00:00:00Z|2026-10-22T00:00:00Z';
const panel = { mount: 'panel', panel: 'disparity', segment: 'race', window };

jest.setTimeout(120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describeInBrowser('disparity panel', 'modelwatch-disparity-panel', () => {
  it.each([
    ['dark', 1400],
    ['dark', 300],
    ['light', 1400],
    ['light', 200],
  ])('draws in the %s theme at %i px without errors or barriers', async (theme, width) => {
    const parameters = { ...panel, theme, ...(width < 300 && { width: String(width) }) };
    const { page, problems } = await stage.open(recordedAnswers(), parameters, {
      width: Math.max(260, width),
      height: 800,
    });
    await page.getByTestId('worst pair').waitFor();
    expect(await page.locator('[data-part=interval]').count()).toBe(4);
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });

  it('names the worst pair with its interval, against what is allowed and the baseline', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const told = await page.getByTestId('worst pair').innerText();
    expect(told).toMatch(/white against asian: 4\.5 points \(95 %: −[\d.]+ to [\d.]+ points\)/);
    expect(told).toContain('within the allowed 10 points, but the interval reaches past it');
    expect(told).toContain('baseline 7.7 points, narrower now');
  });

  it('compares by ratio when asked', async () => {
    const options = JSON.stringify({ compareBy: 'ratio', allowedRatio: 0.9 });
    const { page } = await stage.open(recordedAnswers(), { ...panel, options });
    const told = await page.getByTestId('worst pair').innerText();
    expect(told).toMatch(/white over asian: 0\.88 .* below the allowed 0\.90, which may be chance/);
  });

  it('greys the groups that are too small, and says of each what its row shows', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    await page.getByTestId('worst pair').waitFor();
    const small = page.locator('[data-small=true]');
    await expect(small.allInnerTexts()).resolves.toEqual([
      expect.stringContaining('too few rows'),
      expect.stringContaining('too few rows'),
    ]);
    const spoken = await page.getByRole('img', { name: /^asian: 37\.3%/ }).getAttribute('aria-label');
    expect(spoken).toMatch(
      /95 % between 29\.\d% and 45\.\d%; 233 rows, 44 labelled; baseline 64\.\d%; furthest from white/,
    );
  });

  it('draws the rates over time, and tells those of a moment by pointer and by keyboard', async () => {
    const { page, problems } = await stage.open(recordedAnswers(), panel);
    const chart = page.getByTestId('over time').getByRole('group');
    await chart.waitFor();
    expect(await chart.locator('polyline').count()).toBe(5);
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const spoken = await page.locator('[aria-live=polite]').innerText();
    expect(spoken).toMatch(
      /2026-10-10 [\d:]+\s+asian\s+50\.0%[^]*Difference of white and asian\s+2\.4 points/,
    );
    expect(problems).toEqual([]);
  });

  it('says in words which fields the data lacks', async () => {
    const answers = recordedAnswers(() => {
      const frame = tableOfGroups();
      const fields = frame.fields.filter(({ name }) => !['lower', 'small'].includes(name));
      return frameToJson({ ...frame, fields });
    });
    const { page } = await stage.open(answers, panel);
    const message = await page.getByTestId('panel data error').innerText();
    expect(message).toContain('no field named lower, small');
    expect(message).toContain('the shape “Table”');
  });

  it('draws the table alone where there is no series, and says when there is nothing at all', async () => {
    const tableOnly = recordedAnswers(({ query }: QueryRequest) =>
      query.shape === 'series' ? distributionFrame([]) : answerGroups(query),
    );
    const { page } = await stage.open(tableOnly, panel);
    await page.getByTestId('worst pair').waitFor();
    expect(await page.getByTestId('over time').count()).toBe(0);
    await stage.clear();
    const nothing = { schema: { name: '', meta: {}, fields: [] }, data: { values: [] } };
    const empty = await stage.open(
      recordedAnswers(() => nothing),
      panel,
    );
    await expect(empty.page.getByTestId('panel data error').innerText()).resolves.toBe(
      'The query gave no data.',
    );
    expect(await findBarriers(empty.page)).toEqual([]);
  });

  it('repeats what the collector says is wrong', async () => {
    const answers = recordedAnswers(() => new Refusal(400, 'There is no segment of that name.'));
    const { page } = await stage.open(answers, panel);
    await expect(page.getByTestId('panel data error').innerText()).resolves.toBe(
      'There is no segment of that name.',
    );
  });

  it('leads to the investigation of the model over the time range', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const href = await page.getByRole('link', { name: /Investigate employment/ }).getAttribute('href');
    expect(href).toBe(
      `/a/modelwatch-investigations-app/investigation?model=employment&from=${Date.UTC(2026, 9, 1)}&to=${Date.UTC(2026, 9, 22)}`,
    );
  });
});
