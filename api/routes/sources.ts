import { Type } from 'typebox';
import { gatedRoute, type UploadItem } from '../contract.ts';
import { withoutNulls } from '../reply.ts';
import { bilingual } from '../shapes.ts';
import { uploadItem } from '../upload-shape.ts';

const query = Type.Object(
  {
    fileName: Type.Optional(
      Type.String({ minLength: 1, maxLength: 300, description: 'As the department calls it: residents.2026-10-01.csv' }),
    ),
    asOf: Type.Optional(Type.String({ format: 'date', description: 'The day for which it is true; default: as in the name, else today' })),
  },
  { additionalProperties: false },
);

const item = Type.Object({
  source: Type.String(),
  department: Type.String(),
  title: bilingual,
  owner: Type.Object({ unit: Type.String(), contact: Type.String() }),
  legalBasis: Type.String(),
  kind: Type.String(),
  schedule: Type.Optional(Type.String()),
});

export const routes = [
  gatedRoute({
    method: 'POST',
    path: '/sources/{id}/deliveries',
    name: 'deliver',
    summary: { en: 'Send a delivery of a source: the file is the body', zh: '交付数据：文件即请求正文' },
    admission: 'catalogue',
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100, description: 'department.feed' }) }),
    query,
    takesFile: true,
    goesOn: true,
    answer: uploadItem,
    errors: ['deliveryNotGranted', 'uploadTooLarge', 'uploadBrokenOff', 'uploadEmpty'],
    async handle({ parts }, { visit, params, query: { fileName, asOf }, file }) {
      const upload = await parts.gate.deliver(visit, params.id, (log) => {
        const beforeKept = ({ id, bytes, status }: Pick<UploadItem, 'id' | 'bytes' | 'status'>) => log({ upload: id, bytes, status });
        return parts.uploads.receive({ source: params.id, ...file!, fileName, asOf, beforeKept });
      });
      const body = withoutNulls(upload) as object;
      return upload.status === 'repeated' ? { body } : { status: 202, location: `/uploads/${upload.id}`, body };
    },
  }),
  gatedRoute({
    method: 'GET',
    path: '/sources',
    name: 'sources',
    summary: { en: 'The sources of the hub', zh: '数据来源目录' },
    admission: 'catalogue',
    query: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(item) }),
    errors: [],
    async handle({ parts }, { visit }) {
      return { body: { items: withoutNulls(await parts.gate.catalogue(visit, () => parts.catalogue.sources())) } };
    },
  }),
];
