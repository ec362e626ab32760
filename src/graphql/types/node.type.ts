import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'An object with an id (Relay global object identification).' })
export abstract class Node {
  @Field(() => ID, { description: 'UUID of the object; it stays the same from harvest to harvest.' })
  readonly id!: string;
}
