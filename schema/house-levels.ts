/** Levels of the tree of houses, from the top down. A house hangs only on one of a level above its own. */
export const HOUSE_LEVELS = ['building', 'unit', 'floor', 'room'] as const;
export type HouseLevel = (typeof HOUSE_LEVELS)[number];
