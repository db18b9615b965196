import type { StoredRecord } from '../../contract';

const DAY_MS = 86_400_000;

/**
 * What tells an event from others of its kind; null for what may stand there twice. Parts of free text carry their
 * length, so that no choice of names can make two keys out of different events meet.
 */
export function naturalKey(record: StoredRecord): string | null {
  switch (record.kind) {
    case 'prediction':
      return `p ${record.id}`;
    case 'label':
      return `l ${record.ts} ${record.predictionId}`;
    case 'outcome':
      return `o ${record.ts} ${part(record.name)}${record.predictionId}`;
    case 'featureValues':
      return `f ${record.eventTime} ${part(record.view)}${part(record.entity)}${part(record.predictionId)}`;
    case 'change':
      return record.id === null
        ? `t ${record.ts} ${part(record.model)}${part(record.version)}${part(record.change)}${record.text}`
        : `c ${part(record.model)}${record.id}`;
    case 'cost':
      return `k ${Math.floor(record.ts / DAY_MS)} ${part(record.model)}${part(record.version)}`;
    case 'quarantine':
      return null;
  }
}

const part = (text: string | null): string => (text === null ? '- ' : `${text.length} ${text} `);
