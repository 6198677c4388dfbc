/** An id as it may stand in the log: what does not look like one could be a person's number or name, and is left out. */
export function loggableId(text: string): string | null {
  return /^[a-z]-[0-9a-zA-Z]{1,40}$/.test(text) ? text : null;
}
