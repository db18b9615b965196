import { describeInBrowser, findBarriers, recordedAnswers, Refusal, Stage } from './support';

const stage = new Stage();

jest.setTimeout(120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describeInBrowser('app', 'modelwatch-investigations-app', () => {
  it.each([
    ['dark', 1300],
    ['light', 500],
  ])('shows every objective with its verdict and why, %s at %i px', async (theme, width) => {
    const parameters = { mount: 'app', theme };
    const { page, problems } = await stage.open(recordedAnswers(), parameters, { width, height: 900 });
    await page.getByRole('table').waitFor();
    const rows = await page.getByRole('row').allInnerTexts();
    const row = (title: string): string => rows.find((text) => text.startsWith(title)) ?? '';
    expect(row('Requests answered')).toMatch(/100%\s+at least 99\.5%\s+24h\s+ok/);
    expect(row('Latency p95')).toMatch(/35\.0 ms\s+at most 30 ms\s+24h\s+breach\s+above its target/);
    expect(row('ROC AUC')).toMatch(/not mature\s+19% of the labels have arrived; believed from 90% on/);
    expect(row('Accuracy')).toMatch(/insufficient data\s+41 rows in the window; 200 are needed/);
    await expect(
      page.getByRole('link', { name: 'Dashboard of Employment' }).getAttribute('href'),
    ).resolves.toBe('/d/modelwatch-on-call?var-model=employment&var-datasource=modelwatch');
    await expect(page.getByRole('region', { name: 'Recent changes' }).innerText()).resolves.toContain(
      'mobile client 4.2 released',
    );
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says what to do where there is no data source yet', async () => {
    const { page, problems } = await stage.open(recordedAnswers(), { mount: 'app', dataSource: 'none' });
    await page.getByText('Model Watch is not connected to a collector yet').waitFor();
    await expect(page.getByRole('link', { name: 'Add a data source' }).getAttribute('href')).resolves.toBe(
      '/connections/datasources/modelwatch-modelwatch-datasource',
    );
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says what to do where there are no models yet', async () => {
    const answers = { ...recordedAnswers(), '/v1/models': () => ({ models: [] }) };
    const { page } = await stage.open(answers, { mount: 'app' });
    await page.getByText('The collector watches no models yet').waitFor();
    await page.getByText('modelwatch model apply FILE').waitFor();
  });

  it('says what is wrong where the collector does not answer, and tries again when asked', async () => {
    let isDown = true;
    const recorded = recordedAnswers();
    const answers = {
      ...recorded,
      '/v1/models': (body: unknown) =>
        isDown
          ? new Refusal(503, 'The store is being upgraded; try again in a minute.')
          : recorded['/v1/models']!(body),
    };
    const { page } = await stage.open(answers, { mount: 'app' });
    await page.getByText('The store is being upgraded; try again in a minute.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    isDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table').waitFor();
  });

  it.each(['dark', 'light'])('opens the runbook that an alert links, %s', async (theme) => {
    const path = '/a/modelwatch-investigations-app/runbooks/drift';
    const { page, problems } = await stage.open(recordedAnswers(), { mount: 'app', theme, path });
    await page.getByRole('heading', { name: 'Feature drift' }).waitFor();
    await page.getByText('Look here.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('lists the runbooks there are where the link names another', async () => {
    const path = '/a/modelwatch-investigations-app/runbooks/gone';
    const { page } = await stage.open(recordedAnswers(), { mount: 'app', path });
    await page.getByText('There is no runbook “gone”').waitFor();
    await page.getByRole('link', { name: 'Collector behind or down' }).waitFor();
  });

  it('tells in its configuration which data source is used and whether it answers', async () => {
    const { page, problems } = await stage.open(recordedAnswers(), { mount: 'appConfig' });
    await page.getByText('The collector answers and watches 1 model.').waitFor();
    await expect(page.getByRole('combobox').inputValue()).resolves.toBe('Model Watch');
    expect(await findBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
