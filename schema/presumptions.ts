/**
 * Why somebody is presumed to live somewhere, where no record says so:
 *
 *   move       they have since been registered in another home, or bought the only one they own
 *   spouse     their husband or wife lives there since a later day than any record of theirs names
 *   left       (the end alone) their husband or wife has gone on to live elsewhere, and they with them
 *   title      a list names them without an address; this is the only home they own
 *   household  those who are registered in the same home since the same day live there
 *   domicile   they are registered there (Civil Code, article 25)
 *   namesake   the same of the only registered person of their name and day of birth: their own record has no number that leads to one
 */
export const PRESUMPTIONS = ['move', 'spouse', 'left', 'title', 'household', 'domicile', 'namesake'] as const;
export type Presumption = (typeof PRESUMPTIONS)[number];
