/** Apart from how settings are read: a thread that reads a workbook need not load what checks configuration. */
import { Type } from 'typebox';

const nameOrPlace = Type.Union([Type.String(), Type.Integer({ minimum: 1 })]);

export const sheetSettings = {
  sheet: Type.Union([Type.String(), Type.Integer({ minimum: 1 }), Type.Array(nameOrPlace, { minItems: 1 })], {
    default: 1,
    description: 'name or place (from 1) of the sheet; a list of them, or "*" for all, is one delivery in parts',
  }),
  headerRow: Type.Optional(
    Type.Integer({
      minimum: 1,
      description:
        'the row, as Excel counts, in which the column names begin; when absent, the row that names most of the declared columns',
    }),
  ),
  headerRows: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 5,
    description: 'with headerRow: how many rows the names take; merged cells above are joined with / to those below',
  }),
  dates: Type.Array(Type.String(), { default: [], description: 'columns in which a bare number is a day as Excel counts them' }),
};
