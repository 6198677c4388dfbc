/** What is known of a name that the deliveries taught. */
import type { LearnedKind, PlacedName } from '../values/index.ts';

/** A name as the sources together bear it out. */
export interface TaughtName extends PlacedName {
  /** Present records in which it stands; 0 = in none any more. */
  records: number;
  /** Sources in whose present records it stands. */
  sources: number;
  /** 0 to 1: how sure the parser was where it was surest. */
  confidence: number;
  /** `YYYY-MM-DD`, days for which deliveries were true. */
  firstSeen: string;
  lastSeen: string;
}

export const DOUBTS = ['seldom', 'gone', 'unsure', 'looksLikePlace', 'elsewhere', 'similar', 'otherKind'] as const;
export type DoubtCode = (typeof DOUBTS)[number];

export interface Doubt {
  code: DoubtCode;
  /** The other name, division or kind that it is about; empty where it is about the name itself. */
  about: string;
}

export type DecisionKind = 'accepted' | 'rejected' | 'renamed' | 'open';

export interface Decision extends PlacedName {
  decision: DecisionKind;
  /** Of `renamed`. */
  newName: string | null;
  why: string | null;
  decidedAt: Date;
  decidedBy: string;
}

/** used: the parser goes by it without anybody's decision; doubtful: it does not until a steward accepts it. */
export type NameState = 'used' | 'doubtful' | 'accepted' | 'rejected' | 'renamed';

export interface GazetteerEntry extends TaughtName {
  state: NameState;
  doubts: Doubt[];
  /** The decision in force. */
  decision?: Omit<Decision, keyof PlacedName>;
}

export interface GazetteerVersion {
  id: number;
  madeAt: Date;
  /** That the parser goes by. */
  names: number;
}

export interface NameQuery {
  name?: string | undefined;
  kind?: LearnedKind | undefined;
  /** The first digits of a division's code. */
  division?: string | undefined;
}
