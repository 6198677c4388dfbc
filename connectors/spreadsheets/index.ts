export { numberText, plainNumber } from './cell-numbers.ts';
export { chooseSheets } from './choose-sheets.ts';
export { spreadsheetErrors } from './errors.ts';
export type { MergedCells, SheetRow } from './find-header.ts';
export { builtInKind, kindOfFormat, type NumberKind } from './number-kinds.ts';
export { readSheetSettings, type SheetChoice, type SheetSettings } from './sheet-settings.ts';
export { SheetTable } from './sheet-table.ts';
