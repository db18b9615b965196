export { FileJournal } from './fileJournal';
export { openFileJournal } from './openFileJournal';
export {
  DEFAULT_FILE_JOURNAL_LIMITS,
  type FileJournalLimits,
  type FileJournalOptions,
  type JournalLog,
} from './options';
export { unpackSlices } from './unpackSlices';
