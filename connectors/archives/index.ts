export { archiveErrors } from './errors.ts';
export { gunzipFile } from './gunzip-file.ts';
export { unpacking } from './unpacking.ts';
