import 'reflect-metadata';
import { ArgsType, Field } from 'type-graphql';
import { type EpochDay, epochDay } from '../../domain/days.js';
import type { EvidenceTier } from '../../domain/evidence.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { DateScalar } from '../scalars.js';
import { EvidenceEnum } from '../types/enums.js';
import type { Reader } from '../views/reader.js';

const languageDescription =
  'BCP 47 tag of the reader: labels and texts are given in it where they exist, else in the nearest language there is.';

@ArgsType()
export class LanguageArgs {
  @Field(() => String, { nullable: true, defaultValue: 'en', description: languageDescription })
  readonly language?: string | null;
}

@ArgsType()
export class ReaderArgs extends LanguageArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day for which `status` and `nextStart` are judged; today (UTC) when it is left out.',
  })
  readonly asOf?: string | null;

  @Field(() => EvidenceEnum, {
    nullable: true,
    defaultValue: 'exact',
    description: 'Evidence that values must have; those with less are left out of the answer.',
  })
  readonly evidence?: EvidenceTier | null;
}

/** The language that is asked for. Throws {@link InvalidArgument} for what is no BCP 47 tag. */
export function languageOf({ language }: { readonly language?: string | null }): string {
  const tag = language ?? 'en';
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,8}){0,7}$/i.test(tag)) {
    throw new InvalidArgument('language', 'UNKNOWN_LANGUAGE', 'The language is no BCP 47 tag such as "de" or "pt-BR".');
  }
  return tag;
}

/** The reader that is asked for; `today` is the day where none is given. */
export function readerOf(args: ReaderArgs, today: EpochDay): Reader {
  return {
    language: languageOf(args),
    evidence: args.evidence ?? 'exact',
    asOf: args.asOf === undefined || args.asOf === null ? today : epochDay(args.asOf),
  };
}
