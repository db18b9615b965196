import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetrainingRequest } from '../contract';

/** Writes a request as `ID.json`, whole or not at all: a job that watches the folder never reads half of one. */
export async function writeRequestFile(folder: string, request: RetrainingRequest): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${request.id}.json`);
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(`${JSON.stringify(request, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
