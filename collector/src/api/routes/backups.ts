import { Type } from '@sinclair/typebox';
import { notFound } from '../../contract';
import { type Operation, pathPart } from '../operation';
import type { ApiServices } from '../services';

const BackupAnswer = Type.Object(
  {
    id: Type.String(),
    state: Type.Union(['running', 'done', 'failed'].map((state) => Type.Literal(state))),
    folder: Type.String({ description: "on the collector's machine" }),
    error: Type.Union([Type.String(), Type.Null()]),
    manifest: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'what it holds, once it is done',
    }),
  },
  { $id: 'Backup', description: 'A copy of the data folder of a running collector.' },
);
const JSON_BACKUP = { 'application/json': BackupAnswer };

export function backupOperations({ backups }: ApiServices): Operation[] {
  return [
    {
      method: 'post',
      path: '/v1/backups',
      scope: 'operate',
      tag: 'operation',
      id: 'startBackup',
      summary: 'Back up the data while the collector goes on',
      description:
        'Everything that was acknowledged before the request is in the backup. It is written into a new folder below ' +
        '`backup.dir`; `modelwatch restore` takes that folder. One backup is written at a time.',
      answers: { 202: { description: 'the backup, which goes on by itself', content: JSON_BACKUP } },
      handle(_request, response) {
        const one = backups.start();
        response.status(202).location(`/v1/backups/${one.id}`).json(one);
      },
    },
    {
      method: 'get',
      path: '/v1/backups',
      scope: 'operate',
      tag: 'operation',
      id: 'listBackups',
      summary: 'Whole backups in the folder of backups, and the last one begun, the latest first',
      answers: {
        200: {
          description: 'the backups, and where the data lies that they are of',
          content: {
            'application/json': Type.Object({
              dataDir: Type.String(),
              backups: Type.Array(BackupAnswer),
            }),
          },
        },
      },
      async handle(_request, response) {
        response.json({ dataDir: backups.dataDir, backups: await backups.list() });
      },
    },
    {
      method: 'get',
      path: '/v1/backups/{id}',
      scope: 'operate',
      tag: 'operation',
      id: 'getBackup',
      summary: 'One backup, with its state',
      answers: { 200: { description: 'the backup', content: JSON_BACKUP } },
      async handle(request, response) {
        const id = pathPart(request, 'id');
        const one = await backups.get(id);
        if (!one) throw notFound('unknown-backup', `There is no backup ${id}.`);
        response.json(one);
      },
    },
  ];
}
