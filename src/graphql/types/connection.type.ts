import 'reflect-metadata';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its connection (Relay cursor connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is more before this page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge.' })
  readonly startCursor?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge.' })
  readonly endCursor?: string | undefined;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/** The edge and connection types of a node type (Relay cursor connections specification). */
export function connectionOf<T extends object>(
  name: string,
  nodeType: () => ClassType<T>,
): abstract new () => Connection<T> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A ${name} result and its place.` })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: 'Place of the node; for `after` and `before`.' })
    readonly cursor!: string;

    @Field(nodeType, { description: 'The result.' })
    readonly node!: T;
  }

  @ObjectType({ simpleResolvers: true })
  abstract class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { description: 'The results with their cursors.' })
    readonly edges!: readonly Edge<T>[];

    @Field(() => [nodeType()], { description: 'The results without their cursors.' })
    readonly nodes!: readonly T[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Exact number of all results.' })
    readonly totalCount!: number;
  }
  return ConnectionType;
}

/** A page of a connection. */
export function toConnection<T>(
  edges: readonly Edge<T>[],
  totalCount: number,
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Connection<T> {
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: { ...more, startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor },
    totalCount,
  };
}
