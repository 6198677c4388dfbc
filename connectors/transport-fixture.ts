/** What a transport's `conformance.ts` exports as `fixture`, so that the one suite can run over it. */
export interface TransportFixture {
  /** A place of deliveries of `police.residents`, empty as yet. */
  open(folder: string): Promise<TransportPlace>;
}

export interface TransportPlace {
  /** Settings that lead to the place. */
  settings: Record<string, unknown>;
  /** A file appears there whole, or takes the place of the one before. */
  put(name: string, content: Buffer): Promise<void>;
  /** A file of which only the beginning is there while `collect` looks; the next `put` brings it whole. */
  putHalf(name: string, content: Buffer): Promise<void>;
  /** What goes on there while the transport pauses. No time has to pass for it. */
  meanwhile(): Promise<void>;
  close(): Promise<void>;
}
