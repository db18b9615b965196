import { describeInBrowser, findBarriers, recordedAnswers, Stage } from './support';

const stage = new Stage();

jest.setTimeout(120_000);
afterEach(() => stage.clear());
afterAll(() => stage.close());

describeInBrowser('data source', 'modelwatch-modelwatch-datasource', () => {
  const query = JSON.stringify({ measure: 'drift.psi', model: 'employment', shape: 'distribution' });

  it.each(['dark', 'light'])('draws its query editor from the live catalogue, %s', async (theme) => {
    const { page, problems } = await stage.open(recordedAnswers(), { mount: 'queryEditor', theme, query });
    await page.getByText('Measure', { exact: true }).waitFor();
    const shown = await page
      .getByRole('combobox')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(shown).toEqual(expect.arrayContaining(['Population stability index']));
    expect(problems).toEqual([]);
  });

  it('keeps what the query says until it is changed', async () => {
    const { page } = await stage.open(recordedAnswers(), { mount: 'queryEditor', query });
    await page.getByText('Measure', { exact: true }).waitFor();
    const changed = JSON.parse(await page.getByTestId('changed').innerText()) as Record<string, unknown>;
    expect(changed).toMatchObject({ measure: 'drift.psi', model: 'employment', shape: 'distribution' });
    await page.getByRole('radio', { name: 'Table' }).check({ force: true });
    await expect(page.getByTestId('changed').innerText()).resolves.toContain('"shape":"table"');
  });

  it('has editors without barriers', async () => {
    for (const mount of ['queryEditor', 'configEditor']) {
      const { page, problems } = await stage.open(recordedAnswers(), { mount, query });
      await page.getByRole('main').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(problems).toEqual([]);
      await stage.clear();
    }
  });

  it('keeps a token out of the plain settings', async () => {
    const { page } = await stage.open(recordedAnswers(), { mount: 'configEditor' });
    await page.getByLabel('Token').fill('s3cret');
    const changed = JSON.parse(await page.getByTestId('changed').innerText()) as {
      jsonData: object;
      secureJsonData?: { token?: string };
    };
    expect(changed.secureJsonData?.token).toBe('s3cret');
    expect(JSON.stringify(changed.jsonData)).not.toContain('s3cret');
  });
});
