import type { EarlierFiles } from './earlier-files.ts';
import type { DeliveryStamp } from './record-steps.ts';
import type { StatementRequest } from './statement-steps.ts';

/** What the steps that write need to know of a run. */
export interface WriteRequest extends StatementRequest {
  stamp: DeliveryStamp;
  lakeFolder: string;
  /** What each file is called in its part's folder, without the ending. */
  fileName: string;
  /** The source's records files so far, absolute, in the order of their version. */
  recordFiles: readonly string[];
  /** Records that the delivery leaves out; their last known rows are written again with what became of them. */
  absent: number;
  /** Where roles, relations and facts may stand that are no longer declared. */
  earlier: EarlierFiles;
}
