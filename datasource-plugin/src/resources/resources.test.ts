import { Resources } from './resources';

test('lists are read once a minute for everybody who asks', async () => {
  let now = 0;
  const read = jest.fn(async () => ({ models: [] }));
  const resources = new Resources(read, () => now);
  await Promise.all([resources.models(), resources.models()]);
  expect(read).toHaveBeenCalledTimes(1);
  now = 60_001;
  await resources.models();
  expect(read).toHaveBeenCalledTimes(2);
});

test('a failure is not kept', async () => {
  const read = jest.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValueOnce({ measures: [] });
  const resources = new Resources(read);
  await expect(resources.measures()).rejects.toThrow('down');
  expect(await resources.measures()).toEqual([]);
});

test("a name with a slash in it survives Grafana's decoding of the path", async () => {
  const read = jest.fn(async () => ({ values: ['a'] }));
  expect(await new Resources(read).dimensionValues('m', 'a/b')).toEqual(['a']);
  expect(read).toHaveBeenCalledWith('models/m/dimensions/a%252Fb');
});

test('an answer of another kind is told', async () => {
  await expect(new Resources(async () => '<html>').models()).rejects.toThrow('list of models cannot be read');
});
