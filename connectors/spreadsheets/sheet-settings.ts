export interface SheetSettings {
  sheet: SheetChoice;
  /** Whether the configuration says which sheet. */
  isChosen: boolean;
  headerRow: number | undefined;
  headerRows: number;
  dates: string[];
}

export type SheetChoice = string | number | (string | number)[];

export function readSheetSettings(settings: Record<string, unknown>): SheetSettings {
  const { sheet, headerRow, headerRows = 1, dates = [] } = settings as Partial<SheetSettings>;
  return { sheet: sheet ?? 1, isChosen: sheet !== undefined, headerRow, headerRows, dates };
}
