/** An export without line breaks. */
export async function make(): Promise<Record<string, Buffer>> {
  return { 'people.2026-11-01.csv': Buffer.alloc(100 * 1024 * 1024, 'P1,王建国,2020-01-01,') };
}
