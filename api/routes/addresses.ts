import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { apiErrors } from '../errors.ts';
import { withoutNulls } from '../reply.ts';

const text = Type.String({ maxLength: 4000, examples: ['浙江省宁波市海曙区县学街22号6幢1单元502室'] });

const body = Type.Object(
  {
    address: Type.Optional(text),
    addresses: Type.Optional(Type.Array(text, { minItems: 1, maxItems: 500, description: 'Instead of one; answered in the same order' })),
    on: Type.Optional(Type.String({ format: 'date', description: 'Divisions as on this day; default today' })),
  },
  { additionalProperties: false },
);

const part = Type.Object({
  level: Type.String({
    description:
      'province | city | district | street | community | grid | road | number | estate | building | unit | floor | room; beside the ladder zone | poi | note | phone | second | mark | unknown',
  }),
  start: Type.Optional(Type.Integer({ description: 'Offset in UTF-16 units; absent where the table filled the rung' })),
  end: Type.Optional(Type.Integer()),
  text: Type.String(),
  value: Type.String({ description: 'Normal form: 12号, 3幢, 1单元, 502室' }),
  code: Type.Optional(Type.String()),
  former: Type.Optional(Type.Object({ code: Type.String(), name: Type.String() }, { description: 'The division as the text names it' })),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
});
const choice = Type.Object({ code: Type.String(), name: Type.String() });
const fields = {
  text: Type.String(),
  parts: Type.Array(part, { description: 'Spans follow each other without a gap; filled rungs come last' }),
  divisionCode: Type.Optional(Type.String({ description: 'Six digits; absent where nothing is certain' })),
  localCode: Type.Optional(Type.String({ description: 'Street or community' })),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  findings: Type.Array(Type.Object({ code: Type.String(), about: Type.String() })),
  alternatives: Type.Array(choice, { description: 'Divisions that fit as well' }),
};
const parsed = Type.Object({ ...fields, others: Type.Array(Type.Object(fields), { description: 'Further addresses in the same text' }) });

export const routes = [
  gatedRoute({
    method: 'POST',
    path: '/addresses/parse',
    name: 'addressParse',
    summary: {
      en: 'Take addresses apart, province to room. Nothing of the hub is told, nothing is kept',
      zh: '解析地址（从省到室），不涉及库内数据，不保存',
    },
    admission: 'catalogue',
    body,
    answer: Type.Object({
      items: Type.Array(parsed),
      gazetteer: Type.Optional(
        Type.String({ description: 'Version of the learned names that the answers go by; absent where there are none' }),
      ),
    }),
    errors: ['addressNotGiven'],
    async handle({ parts }, { visit, body: { address, addresses, on } }) {
      const texts = addresses ?? (address === undefined ? [] : [address]);
      const body = await parts.gate.catalogue(visit, async (_, note) => {
        if (texts.length === 0 || (address !== undefined && addresses !== undefined)) throw apiErrors.addressNotGiven();
        // How many, never which.
        note({ addresses: texts.length });
        const { parse, gazetteer } = await parts.addresses.prepare();
        return { items: texts.map((one) => parse(one, on)), gazetteer };
      });
      return { body: withoutNulls(body) as object };
    },
  }),
];
