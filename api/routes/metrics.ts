import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/metrics',
    name: 'metrics',
    summary: { en: 'Counts for Prometheus, without any personal data', zh: '供 Prometheus 采集的运行指标，不含个人数据' },
    admission: 'metrics',
    answer: Type.String({ description: 'Text form of Prometheus' }),
    errors: ['roleNotGranted'],
    async handle({ parts, metrics }) {
      return { text: { type: metrics.contentType, content: await metrics.text(await parts.measure()) } };
    },
  }),
];
