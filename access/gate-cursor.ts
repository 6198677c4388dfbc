/** Where the next page begins, as it goes out and comes back: opaque to who asks. */
export function writeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

export function readCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}
