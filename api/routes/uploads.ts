import { Type } from 'typebox';
import { accessErrors } from '../../access/index.ts';
import { gatedRoute } from '../contract.ts';
import { withoutNulls } from '../reply.ts';
import { uploadItem } from '../upload-shape.ts';

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/uploads/{id}',
    name: 'upload',
    summary: { en: 'What became of a file that was sent', zh: '查询已上传文件的处理结果' },
    admission: 'catalogue',
    params: Type.Object({
      id: Type.String({ minLength: 1, maxLength: 100, description: 'As in the Location of the answer to the upload' }),
    }),
    query: Type.Object({}, { additionalProperties: false }),
    answer: uploadItem,
    errors: ['deliveryNotGranted', 'notFound'],
    async handle({ parts }, { visit, params }) {
      const upload = await parts.uploads.find(params.id);
      if (upload === undefined) return { body: await parts.gate.catalogue(visit, () => Promise.reject(accessErrors.notFound())) };
      return { body: withoutNulls(await parts.gate.deliver(visit, upload.source, async () => upload)) as object };
    },
  }),
];
