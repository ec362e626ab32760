import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars.js';
import { connectionOf } from '../types/connection.type.js';
import { CodeCount } from '../types/harvest-run.type.js';

@ObjectType({ simpleResolvers: true, description: 'A record of a catalogue that could not be taken over.' })
export class DeadLetter {
  @Field(() => ID, { description: 'Tells it from others of its source, from run to run.' })
  readonly key!: string;

  @Field(() => ID, { description: 'Id of the source.' })
  readonly source!: string;

  @Field(() => String, { description: 'Native id of the record, or `#` and its position where it has none.' })
  readonly record!: string;

  @Field(() => String, { nullable: true, description: 'Address of the feed that it came in.' })
  readonly feed?: string | undefined;

  @Field(() => String, { nullable: true, description: 'How the source lists it, where it lists records one by one.' })
  readonly part?: string | undefined;

  @Field(() => Int, { nullable: true, description: 'In the feed, or in the list of the source; from 1.' })
  readonly position?: number | undefined;

  @Field(() => String, { description: 'Code of its first error (`MISSING_REQUIRED`).' })
  readonly code!: string;

  @Field(() => String, { description: 'Field, in the terms of the source; empty for the record as a whole.' })
  readonly path!: string;

  @Field(() => String, { description: 'What is wrong, for the provider.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'How many more errors the record has.' })
  readonly moreErrors!: number;

  @Field(() => String, { nullable: true, description: 'The offending value, shortened.' })
  readonly value?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Start of the raw record; null where none could be read.' })
  readonly excerpt?: string | undefined;

  @Field(() => ID, { description: 'The run that found it last.' })
  readonly runId!: string;

  @Field(() => DateTimeScalar, { description: 'The run that found it first began then.' })
  readonly firstSeenAt!: string;

  @Field(() => DateTimeScalar, { description: 'The run that found it last began then.' })
  readonly lastSeenAt!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Dead letters, source by source (Relay cursor connections).',
})
export class DeadLetterConnection extends connectionOf('DeadLetter', () => DeadLetter) {
  @Field(() => [CodeCount], { description: 'All of them by code.' })
  readonly byCode!: readonly CodeCount[];
}
