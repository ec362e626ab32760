import 'reflect-metadata';
import { Field, Float, InputType, Int } from 'type-graphql';
import { DateScalar } from '../scalars.js';

const notStatedDescription =
  '`true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one.';

@InputType({ description: 'Offers with one of these codes.' })
export class CodeFilter {
  @Field(() => [String], {
    nullable: true,
    description:
      'Codes, IRIs or notations of the vocabulary; ids for providers, places and sources. One of them has to fit; none fits an empty list.',
  })
  readonly in?: readonly string[] | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({ description: 'Offers with a whole number in the list and in the range.' })
export class IntFilter {
  @Field(() => [Int], { nullable: true, description: 'One of these numbers.' })
  readonly in?: readonly number[] | null;

  @Field(() => Int, { nullable: true, description: 'Smallest number, included.' })
  readonly min?: number | null;

  @Field(() => Int, { nullable: true, description: 'Largest number, included.' })
  readonly max?: number | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({ description: 'Offers with a number in the list and in the range.' })
export class FloatFilter {
  @Field(() => [Float], { nullable: true, description: 'One of these numbers.' })
  readonly in?: readonly number[] | null;

  @Field(() => Float, { nullable: true, description: 'Smallest number, included.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Largest number, included.' })
  readonly max?: number | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({ description: 'Offers with a date in the range.' })
export class DateFilter {
  @Field(() => DateScalar, { nullable: true, description: 'First day, included.' })
  readonly min?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, included.' })
  readonly max?: string | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({ description: 'Offers with a price in the range. Amounts of different currencies are not compared.' })
export class PriceFilter {
  @Field(() => String, { nullable: true, description: 'ISO 4217 code of the currency; EUR when it is left out.' })
  readonly currency?: string | null;

  @Field(() => Float, { nullable: true, description: 'Lowest price, included.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest price, included.' })
  readonly max?: number | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({ description: 'Offers that say yes or no.' })
export class FlagFilter {
  @Field(() => Boolean, { nullable: true, description: 'What they say.' })
  readonly is?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: notStatedDescription })
  readonly notStated?: boolean | null;
}

@InputType({
  description:
    'Offers with a place in a circle (great-circle distance on the sphere of the earth’s mean radius, WGS 84 coordinates).',
})
export class NearFilter {
  @Field(() => Float, { description: 'Latitude of the centre, -90 to 90 degrees.' })
  readonly latitude!: number;

  @Field(() => Float, { description: 'Longitude of the centre, -180 to 180 degrees.' })
  readonly longitude!: number;

  @Field(() => Float, { description: 'Radius in km.' })
  readonly km!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether offers that can be taken online count as near; no when it is left out.',
  })
  readonly orOnline?: boolean | null;
}
