/** Backup of an open hub, and a new hub out of a backup. */
import path from 'node:path';
import { type AuditVerdict, verifyAudit } from './access/index.ts';
import { type BackupRequest, type BackupResult, type Manifest, makeBackup, type RestoreRequest, restoreBackup } from './backup/index.ts';
import { type Hub, MIGRATIONS } from './hub.ts';
import { UPLOADS, UploadBox } from './hub-upload-box.ts';

export type { BackupResult, Manifest };

/** Copies the hub into `folder` while it serves and imports. Throws as `makeBackup`. */
export function backupHub(
  { database, folders, config, pipeline }: Hub,
  request: Pick<BackupRequest, 'folder' | 'program' | 'progress'>,
): Promise<BackupResult> {
  const box = new UploadBox(path.join(folders.data, UPLOADS));
  const waiting = async () => (await box.filesToKeep()).map((file) => path.join(UPLOADS, file));
  return makeBackup({ ...request, database, dataFolder: folders.data, waiting, config: config.version, clock: pipeline.clock });
}

/** Makes a data folder out of a backup; the hub can be opened on it afterwards. Throws as `restoreBackup`. */
export function restoreHub(request: Omit<RestoreRequest, 'migrations'>): Promise<Manifest> {
  return restoreBackup({ ...request, migrations: MIGRATIONS });
}

/** Whether the access log of a hub is whole. */
export function verifyHub({ database }: Hub): Promise<AuditVerdict> {
  return verifyAudit(database);
}
