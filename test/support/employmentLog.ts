import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDbStore } from '../../collector/src/store';
import { EMPLOYMENT_FOLDER, employmentSpec } from './employment';
import { type LoadedModel, loadModel } from './openTestEngine';

const LOAD_LIMIT_MS = 120_000;

/** Loads the employment log before the tests of a file and puts it away after them; it can be asked from within tests. */
export function useEmploymentLog(): () => LoadedModel {
  let folder: string;
  let employment: LoadedModel;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modelwatch-employment-'));
    const store = await openDuckDbStore({ file: join(folder, 'store.duckdb') });
    employment = await loadModel(store, employmentSpec(), EMPLOYMENT_FOLDER, 'v1');
  }, LOAD_LIMIT_MS);
  afterAll(async () => {
    await employment.store.close();
    rmSync(folder, { recursive: true });
  });
  return () => employment;
}
