import 'reflect-metadata';
import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { Sort, SortKey } from '../../search/search-plan.js';
import { SortDirectionEnum, SortKeyEnum } from '../types/enums.js';
import { LearningOpportunityFilter } from './filter.input.js';

@InputType({ description: 'One key of an order.' })
export class LearningOpportunitySort {
  @Field(() => SortKeyEnum, { description: 'What to order by; offers without a value come last.' })
  readonly by!: SortKey;

  @Field(() => SortDirectionEnum, { nullable: true, defaultValue: 'asc', description: 'In which direction.' })
  readonly direction?: 'asc' | 'desc' | null;
}

/** Which page of a connection (Relay cursor connections specification). */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export const pageDescriptions = {
  first:
    'Number of results from the beginning (or after `after`), 0 to 100; 20 when neither `first` nor `last` is given.',
  after: 'Only results after this cursor.',
  last: 'Number of results from the end (or before `before`), 0 to 100.',
  before: 'Only results before this cursor.',
} as const;

@ArgsType()
export class SearchArgs implements PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words that must all be found, the last one by its beginning; typing errors are tolerated. At most 512 characters, of which ten words count.',
  })
  readonly query?: string | null;

  @Field(() => LearningOpportunityFilter, { nullable: true, description: 'Conditions that results fulfil.' })
  readonly filter?: LearningOpportunityFilter | null;

  @Field(() => [LearningOpportunitySort], {
    nullable: true,
    description: 'Order of the results; by relevance when it is left out.',
  })
  readonly sort?: readonly LearningOpportunitySort[] | null;

  @Field(() => Int, { nullable: true, description: pageDescriptions.first })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: pageDescriptions.after })
  readonly after?: string | null;

  @Field(() => Int, { nullable: true, description: pageDescriptions.last })
  readonly last?: number | null;

  @Field(() => String, { nullable: true, description: pageDescriptions.before })
  readonly before?: string | null;
}

/** The order that is asked for. */
export function toSort(sort: SearchArgs['sort']): Sort[] {
  return (sort ?? []).map(({ by, direction }) => ({ by, descending: direction === 'desc' }));
}
