import { spreadsheetErrors } from './errors.ts';
import type { SheetChoice } from './sheet-settings.ts';

export interface ChosenSheets {
  /** Places from 0, in the order wanted. */
  wanted: number[];
  /** With "*", sheets without any row are passed over. */
  isAll: boolean;
}

/** @throws spreadsheetErrors.sheetMissing */
export function chooseSheets(names: readonly string[], { sheet, file }: { sheet: SheetChoice; file: string }): ChosenSheets {
  if (sheet === '*' && !names.includes('*')) return { wanted: names.map((_, i) => i), isAll: true };
  const wanted = (Array.isArray(sheet) ? sheet : [sheet]).map((one) => {
    const place = typeof one === 'number' ? one - 1 : names.indexOf(one);
    if (names[place] === undefined) throw spreadsheetErrors.sheetMissing({ file, sheet: one, sheets: names.join(', ') });
    return place;
  });
  return { wanted, isAll: false };
}
