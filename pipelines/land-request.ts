import type { SourceConfig } from '../config/index.ts';
import type { DeliveryToLand, PipelineContext } from './context.ts';
import type { Workshop } from './workshop.ts';

/** A delivery of a source that is to be taken in. */
export interface LandRequest {
  source: SourceConfig;
  delivery: DeliveryToLand;
  context: PipelineContext;
  /** Where it works; absent: in a workshop of its own. */
  workshop?: Workshop;
  /** Called when another landing of the source is under way, and this one waits for it. */
  onWait?: () => void;
}
