export {
  type BackupManifest,
  copyDataFolder,
  dataOf,
  MANIFEST_FILE,
  readManifest,
  writeManifest,
} from './backupFolder';
export { type BackupRun, type BackupService, createBackupService } from './createBackupService';
