import { type Page } from 'playwright-core';
import {
  answerDistribution,
  describeInBrowser,
  distributionFrame,
  findBarriers,
  manyFeatures,
  RECORDED_WINDOWS,
  recordedAnswers,
  recordedDistribution,
  Refusal,
  Stage,
} from './support';

const stage = new Stage();
const [UNIT_CHANGE, , RENAMED, MISSING] = RECORDED_WINDOWS;
const panel = { mount: 'panel', window: UNIT_CHANGE };

jest.setTimeout(120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

const cards = (page: Page) => page.getByRole('article');

describeInBrowser('distribution panel', 'modelwatch-distribution-panel', () => {
  describe.each(['dark', 'light'])('in the %s theme', (theme) => {
    it.each([300, 1400])('draws at %i px without errors or barriers', async (width) => {
      const { page, problems } = await stage.open(
        recordedAnswers(),
        { ...panel, theme },
        { width, height: 800 },
      );
      await cards(page).first().waitFor();
      expect(await cards(page).first().locator('svg rect').count()).toBeGreaterThan(20);
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    });
  });

  it('shows the most drifted feature first, with its value and what moved most', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const first = cards(page).first();
    await first.waitFor();
    const { values } = recordedDistribution(1).data;
    const text = await first.innerText();
    expect(text).toContain('AGEP');
    const value = recordedDistribution(1).schema.fields.findIndex(({ name }) => name === 'value');
    expect(text).toContain(Math.max(...(values[value] as number[])).toFixed(3));
    expect(text).toMatch(/> 72:\s+9\.29%\s+→\s+45\.0%/);
  });

  it('draws a renamed category as unseen and a missing feature as missing, apart from the levels', async () => {
    for (const [window, word] of [
      [RENAMED, 'unseen'],
      [MISSING, 'missing'],
    ] as const) {
      const { page } = await stage.open(recordedAnswers(), { ...panel, window });
      const chart = cards(page).first().locator('[aria-roledescription="bar chart"]');
      await chart.waitFor();
      await expect(chart.getAttribute('aria-label')).resolves.toContain(word);
      // Hatched bars are filled with a pattern, levels never are.
      expect(await chart.locator('rect[fill^="url(#"]').count()).toBeGreaterThan(0);
      await stage.clear();
    }
  });

  it('tells shares and counts of the bar under the pointer and of the one reached by the keyboard', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const chart = cards(page).first().locator('[aria-roledescription="bar chart"]');
    await chart.waitFor();
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + 50, box.y + box.height / 2);
    const told = await page.locator('table', { hasText: 'Baseline' }).innerText();
    expect(told).toMatch(/Baseline\s+10\.5%\s+2106/);
    await page.mouse.move(0, 0);
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    // Grafana's tooltip is a live region: what it shows is told to those who do not see it.
    const spoken = await page.locator('[aria-live=polite]').innerText();
    expect(spoken).toMatch(/AGEP 10 < x ≤ 18\s+Baseline\s+9\.73%/);
  });

  it('finds a feature by name and says how many are shown', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    await page.getByPlaceholder('Search features').fill('schl');
    await expect(page.getByRole('status').innerText()).resolves.toBe('1 feature, 0 past their threshold');
    expect(await cards(page).count()).toBe(1);
    await page.getByPlaceholder('Search features').fill('nothing like it');
    await expect(page.getByRole('status').innerText()).resolves.toContain('None of 14 features');
  });

  it.each([
    ['mirrored', 'Baseline, down'],
    ['difference', 'More than in the baseline'],
  ])('draws baseline and current %s', async (arrangement, words) => {
    const options = JSON.stringify({ arrangement });
    const { page, problems } = await stage.open(recordedAnswers(), { ...panel, options });
    const sides = cards(page).first().locator('[data-side]');
    await sides.first().waitFor();
    const drawn = await sides.evaluateAll((all) => all.map((one) => one.getAttribute('data-side')));
    expect(new Set(drawn)).toEqual(
      new Set(arrangement === 'mirrored' ? ['current', 'baseline'] : ['more', 'fewer']),
    );
    await page.getByText(words).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('draws the bins over time below the bars, and tells a step by the keyboard', async () => {
    const { page, problems } = await stage.open(recordedAnswers(), panel);
    const ladder = cards(page).first().getByTestId('ladder');
    await ladder.waitFor();
    expect(await ladder.locator('polyline[data-part=value]').count()).toBe(1);
    const painted = await ladder.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      return data.some((channel) => channel > 0);
    });
    expect(painted).toBe(true);
    await ladder.getByRole('group').focus();
    await page.keyboard.press('ArrowRight');
    const spoken = await page.locator('[aria-live=polite]').innerText();
    expect(spoken).toMatch(
      /AGEP ≤ 10\s+2026-10-02[^]*baseline 10\.5%\)[^]*Population stability index: 0\.\d+/,
    );
    const options = JSON.stringify({ showOverTime: false });
    await stage.clear();
    const without = await stage.open(recordedAnswers(), { ...panel, options });
    await cards(without.page).first().waitFor();
    expect(await without.page.getByTestId('ladder').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('leads from a feature to its investigation', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const href = await page.getByRole('link', { name: 'Investigate AGEP' }).getAttribute('href');
    expect(href).toContain('/a/modelwatch-investigations-app/investigation?model=employment&from=');
    expect(href).toContain('&feature=AGEP');
  });

  it('draws 200 features a screen at a time', async () => {
    const { page, problems } = await stage.open(
      recordedAnswers(() => manyFeatures(200)),
      panel,
    );
    await cards(page).first().waitFor();
    expect(await cards(page).count()).toBeLessThan(60);
    const slowest = await page.evaluate(async () => {
      const list = [...document.querySelectorAll('div')].find(
        (element) => getComputedStyle(element).overflowY === 'auto' && element.querySelector('article'),
      )!;
      let worst = 0;
      for (let step = 0; step <= 20; step++) {
        const started = performance.now();
        list.scrollTop = (list.scrollHeight * step) / 20;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        worst = Math.max(worst, performance.now() - started);
      }
      return worst;
    });
    expect(slowest).toBeLessThan(1000);
    await expect(cards(page).last().getAttribute('data-testid')).resolves.toMatch(/feature \w+_\d{3}/);
    expect(await page.locator('li[aria-posinset="200"]').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it('says in words that a time range is empty', async () => {
    const { page, problems } = await stage.open(
      recordedAnswers(() => distributionFrame([])),
      panel,
    );
    const message = page.getByTestId('panel data error');
    await expect(message.innerText()).resolves.toContain('No prediction was logged in this time range');
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says which shape to choose when the data is of another one', async () => {
    const answers = recordedAnswers((request) => {
      const frame = answerDistribution(request);
      const fields = frame.schema.fields.slice(0, 1);
      return { schema: { ...frame.schema, fields }, data: { values: frame.data.values.slice(0, 1) } };
    });
    const { page } = await stage.open(answers, panel);
    const message = await page.getByTestId('panel data error').innerText();
    expect(message).toContain('Choose the shape “Distribution”');
    expect(message).toContain('kind, bin, baseline, current');
  });

  it('repeats what the collector says is wrong', async () => {
    const answers = recordedAnswers(() => new Refusal(404, 'There is no baseline of version v9.'));
    const { page } = await stage.open(answers, panel);
    await expect(page.getByTestId('panel data error').innerText()).resolves.toBe(
      'There is no baseline of version v9.',
    );
  });

  it('never colours a value without a verdict', async () => {
    const frame = recordedDistribution(1);
    const verdict = frame.schema.fields.findIndex(({ name }) => name === 'verdict');
    frame.data.values[verdict] = frame.data.values[verdict]!.map(() => 'insufficient');
    const { page } = await stage.open(
      recordedAnswers(() => frame),
      panel,
    );
    const badge = cards(page).first().locator('[title*="too few rows"]');
    await badge.waitFor();
    expect(await badge.getAttribute('style')).toBeNull();
    await expect(badge.innerText()).resolves.toContain('too few rows');
  });
});
