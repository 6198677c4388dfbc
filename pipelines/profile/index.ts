export { type Profile, type ProfileRequest, profileFile } from './profile-file.ts';
