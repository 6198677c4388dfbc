/** Row types of the tables of learned names, for Kysely. */
import type { ColumnType, Generated } from 'kysely';

type PlainDate = ColumnType<string, string, string>;
type GazetteerKind = 'road' | 'estate' | 'community';

interface GazetteerNameTable {
  source: string;
  kind: GazetteerKind;
  division: string;
  name: string;
  records: number;
  confidence: number;
  first_seen: PlainDate;
  last_seen: PlainDate;
}

interface GazetteerSourceTable {
  source: string;
  state: string;
  learned_at: Generated<Date>;
}

interface GazetteerDecisionTable {
  id: Generated<number>;
  kind: GazetteerKind;
  division: string;
  name: string;
  decision: 'accepted' | 'rejected' | 'renamed' | 'open';
  new_name: string | null;
  why: string | null;
  decided_at: Generated<Date>;
  decided_by: string;
}

interface GazetteerVersionTable {
  id: Generated<number>;
  made_at: Generated<Date>;
  hash: string;
  names: number;
  content: string;
}

export interface GazetteerTables {
  gazetteer_name: GazetteerNameTable;
  gazetteer_source: GazetteerSourceTable;
  gazetteer_decision: GazetteerDecisionTable;
  gazetteer_version: GazetteerVersionTable;
}
