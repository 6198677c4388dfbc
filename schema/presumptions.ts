/**
 * Why somebody is presumed to live somewhere, where no record says so:
 *
 *   move       they have since been registered in another home, or bought the only one they own
 *   title      a list names them without an address; this is the only home they own
 *   household  those who are registered in the same home since the same day live there
 *   domicile   they are registered there (Civil Code, article 25)
 */
export const PRESUMPTIONS = ['move', 'title', 'household', 'domicile'] as const;
export type Presumption = (typeof PRESUMPTIONS)[number];
