/**
 * The form in which rows go to PostgreSQL: its CSV, with characters that hardly stand in any value. JSON is full of commas and quotation marks; between these it
 * needs no quoting, on neither side.
 */
export const COPY_DELIMITER = '\u0002';
export const COPY_QUOTE = '\u0001';

/** The same as options of COPY. */
export const COPY_FORM = `format csv, delimiter E'\\x02', quote E'\\x01'`;
