import type { EpochDay } from '../../domain/days.js';
import type { EvidenceTier } from '../../domain/evidence.js';

/** For whom values are chosen: in which language, with how much evidence, and on which day. */
export interface Reader {
  /** BCP 47 tag. */
  readonly language: string;
  readonly evidence: EvidenceTier;
  readonly asOf: EpochDay;
}
