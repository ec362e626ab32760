import type { z } from 'zod';
import { complete } from './complete.js';
import { isLearningOpportunity } from './generated/is-learning-opportunity.js';
import {
  type LearningOpportunity,
  type LearningOpportunityDraft,
  learningOpportunitySchema,
} from './learning-opportunity.js';

/** The canonical record of a draft, or what its schema finds wrong with it. */
export function validate(draft: LearningOpportunityDraft): z.ZodSafeParseResult<LearningOpportunity> {
  const record = complete(draft);
  // The schema itself takes three times as long; it is asked why a record is not valid.
  return isLearningOpportunity(record) ? { success: true, data: record } : learningOpportunitySchema.safeParse(draft);
}
