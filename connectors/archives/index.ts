export { archiveErrors } from './errors.ts';
export { unpacking } from './unpacking.ts';
