import {
  arrivalFrame,
  describeInBrowser,
  distributionFrame,
  findBarriers,
  recordedAnswers,
  Stage,
} from './support';

const stage = new Stage();
const window = 'Whole log|2026-10-01T00:00:00Z|2026-10-22T00:00:00Z';
const panel = { mount: 'panel', panel: 'labelArrival', window };

jest.setTimeout(120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describeInBrowser('label-arrival panel', 'modelwatch-label-arrival-panel', () => {
  it.each([
    ['dark', 1400],
    ['dark', 300],
    ['light', 1400],
    ['light', 200],
  ])('draws in the %s theme at %i px without errors or barriers', async (theme, width) => {
    const parameters = { ...panel, theme, ...(width < 300 && { width: String(width) }) };
    const { page, problems } = await stage.open(recordedAnswers(), parameters, {
      width: Math.max(260, width),
      height: 900,
    });
    await page.getByTestId('triangle').waitFor();
    await page.getByTestId('lag').waitFor();
    await page.getByTestId('still to come').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });

  it('says until when performance may be believed, how long labels take, and what is to come', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    await page.getByTestId('triangle').waitFor();
    const figures = await page.locator('dl > div').allInnerTexts();
    expect(figures.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(
        /^Performance believed to 17 Oct 2026 90% of a day’s labels are there after 4 days$/,
      ),
      expect.stringMatching(/^Median wait 1 day/),
      expect.stringMatching(/^95 % have come 5\.\d days/),
      expect.stringMatching(/^Still to come 4,\d{3}/),
      expect.stringMatching(/^Never 3\.\d%/),
    ]);
  });

  it('asks for as many of the labels as is set', async () => {
    const options = JSON.stringify({ maturity: 0.5 });
    const { page } = await stage.open(recordedAnswers(), { ...panel, options });
    await expect(page.locator('dl > div').first().innerText()).resolves.toContain('20 Oct 2026');
  });

  it('tells of a cell how much had come, by pointer and by keyboard', async () => {
    const { page } = await stage.open(recordedAnswers(), panel);
    const triangle = page.getByTestId('triangle');
    await triangle.waitFor();
    await triangle.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    const spoken = await page.locator('[aria-live=polite]').innerText();
    expect(spoken).toMatch(/20 Oct 2026\s+Within 2 days\s+[\d,]+ \(\d+%\) so far\s+Predictions\s+[\d,]+/);
  });

  it('leaves out the parts that are switched off', async () => {
    const options = JSON.stringify({ showLag: false, showStillToCome: false });
    const { page } = await stage.open(recordedAnswers(), { ...panel, options });
    await page.getByTestId('triangle').waitFor();
    expect(await page.getByTestId('lag').count()).toBe(0);
    expect(await page.getByTestId('still to come').count()).toBe(0);
  });

  it('draws two years of days without lag', async () => {
    const cells = Array.from({ length: 730 * 60 }, (_, index) => {
      const [day, age] = [Math.floor(index / 60), (index % 60) + 1];
      const arrived = Math.round(1000 * (1 - 0.5 ** age));
      return { day: day * 86_400_000, age, served: 1000, arrived, coverage: arrived / 1000, complete: true };
    });
    const { page, problems } = await stage.open(
      recordedAnswers(() => arrivalFrame(cells)),
      panel,
    );
    const triangle = page.getByTestId('triangle');
    await triangle.waitFor();
    expect(await triangle.locator('[data-day]').count()).toBeLessThanOrEqual(92);
    const box = (await triangle.boundingBox())!;
    const started = Date.now();
    for (let step = 0; step < 20; step++)
      await page.mouse.move(box.x + 100 + step * 20, box.y + 40 + step * 5);
    expect(Date.now() - started).toBeLessThan(8000);
    expect(problems).toEqual([]);
  });

  it('says in words which fields the data lacks, and when there is nothing', async () => {
    const { page } = await stage.open(
      recordedAnswers(() => distributionFrame([])),
      panel,
    );
    await expect(page.getByTestId('panel data error').innerText()).resolves.toContain(
      'no field named day, ageDays, coverage, arrived, served, complete',
    );
    await stage.clear();
    const empty = await stage.open(
      recordedAnswers(() => arrivalFrame([])),
      panel,
    );
    await expect(empty.page.getByTestId('panel data error').innerText()).resolves.toBe(
      'No prediction was answered in this time range.',
    );
    expect(await findBarriers(empty.page)).toEqual([]);
  });
});
