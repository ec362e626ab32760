import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ChangeKind } from '../../harvest/archive/run-changes.js';
import type { RawOutcome } from '../../harvest/report.js';
import { connectionOf } from '../types/connection.type.js';
import { CodeCount, HarvestRun, RunChangeCounts } from '../types/harvest-run.type.js';
import { ChangeKindEnum, RawOutcomeEnum } from './admin-enums.js';

@ObjectType({ simpleResolvers: true, description: 'Why a run was not applied.' })
export class RunError {
  @Field(() => String, { description: 'Code of the error (`REFUSED_DROP`).' })
  readonly code!: string;

  @Field(() => String, { description: 'What is wrong.' })
  readonly message!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A record that a run changed, or would change.' })
export class RecordChange {
  @Field(() => ChangeKindEnum, { description: 'What happened to it.' })
  readonly change!: ChangeKind;

  @Field(() => ID, { description: 'Id of the offer.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its id in the source; empty where it is not known.' })
  readonly nativeId!: string;

  @Field(() => String, { description: 'Its title in the first of its languages; empty where it is not known.' })
  readonly title!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a run would change.' })
export class DryRun extends RunChangeCounts {
  @Field(() => [RecordChange], { description: 'The first records of each kind.' })
  readonly first!: readonly RecordChange[];
}

@ObjectType({ simpleResolvers: true, description: 'A run with all that an administrator may know of it.' })
export class AdminRun extends HarvestRun {
  @Field(() => ID, { description: 'Id of the source.' })
  readonly source!: string;

  @Field(() => String, { nullable: true, description: 'Id of the metadata format that was read.' })
  readonly format?: string | undefined;

  @Field(() => RunError, { nullable: true, description: 'Why it was not applied; null when it was.' })
  readonly error?: RunError | undefined;

  @Field(() => RunError, {
    nullable: true,
    description: 'Where its feed broke, of which a person had the part before taken over; null for a whole one.',
  })
  readonly brokenOff?: RunError | undefined;

  @Field(() => RawOutcomeEnum, {
    nullable: true,
    description: 'What became of its feeds; null where none were to be kept.',
  })
  readonly keptFeeds?: RawOutcome | undefined;

  @Field(() => Int, {
    nullable: true,
    description: 'Dead letters of the source after it; null where it changed nothing about them.',
  })
  readonly deadLetters?: number | undefined;

  @Field(() => [CodeCount], { description: 'Those dead letters by code.' })
  readonly deadLettersByCode!: readonly CodeCount[];

  @Field(() => [RecordChange], { description: 'The first records of each kind that it changed.' })
  readonly firstChanges!: readonly RecordChange[];

  @Field(() => DryRun, { nullable: true, description: 'What it would change; null for a run that was to change it.' })
  readonly dryRun?: DryRun | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Runs, the newest first (Relay cursor connections).' })
export class AdminRunConnection extends connectionOf('AdminRun', () => AdminRun) {}
