export { backupErrors } from './errors.ts';
export { type BackupRequest, type BackupResult, LAKE_FILES_LOCK, makeBackup } from './make-backup.ts';
export { MANIFEST, type Manifest, readManifest } from './manifest.ts';
export { type RestoreRequest, refuseUnfinishedRestore, restoreBackup } from './restore-backup.ts';
