import { zipOf } from '../../../connectors/archives/testing.ts';
import { PEOPLE } from '../people.ts';

/** Someone packed the whole folder: the export, a letter and a scan. */
export async function make(): Promise<Record<string, Buffer>> {
  return { 'people.2026-11-01.zip': await zipOf({ '导出/people.csv': PEOPLE, '导出/说明.docx': 'PK', '扫描件.pdf': '%PDF-1.7' }) };
}
