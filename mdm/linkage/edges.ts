/** Scored pairs of profiles. */
export interface Edges {
  left: Uint32Array;
  right: Uint32Array;
  weight: Float64Array;
}

/** Places of the edges that are wanted. */
export function placesOf({ weight }: Edges, isWanted: (edge: number) => boolean): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(weight.length);
  let size = 0;
  for (let edge = 0; edge < weight.length; edge++) if (isWanted(edge)) places[size++] = edge;
  return places.slice(0, size);
}
