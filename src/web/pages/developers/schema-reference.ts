import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

/** A field, argument, input field or enum value, as the reference shows it. */
export interface SchemaMember {
  readonly name: string;
  /** Type as SDL: `[Run!]!`; none for an enum value. */
  readonly type?: string;
  readonly default?: string;
  readonly description: string;
  readonly deprecated?: string;
  readonly args: readonly SchemaMember[];
}

export interface SchemaType {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'object' | 'interface' | 'union' | 'input' | 'enum' | 'scalar';
  readonly description: string;
  readonly members: readonly SchemaMember[];
}

const file = new URL('../../../../schema/schema.graphql', import.meta.url);
let known: readonly SchemaType[] | undefined;
let names: ReadonlySet<string> | undefined;

/** All types of the API: what can be asked first, then the rest by name; read once. */
export function schemaReference(): readonly SchemaType[] {
  known ??= typesOf(readFileSync(file, 'utf8'));
  return known;
}

/** Whether the reference has a section on a type. */
export function isKnownType(name: string): boolean {
  names ??= new Set(schemaReference().map((type) => type.name));
  return names.has(name);
}

const kinds = ['query', 'mutation', 'object', 'interface', 'union', 'input', 'enum', 'scalar'] as const;

function typesOf(sdl: string): SchemaType[] {
  return Object.values(buildSchema(sdl).getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .map(typeOf)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name));
}

function typeOf(type: GraphQLNamedType): SchemaType {
  return { name: type.name, kind: kindOf(type), description: type.description ?? '', members: membersOf(type) };
}

function kindOf(type: GraphQLNamedType): SchemaType['kind'] {
  if (type.name === 'Query') return 'query';
  if (type.name === 'Mutation') return 'mutation';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isInputObjectType(type)) return 'input';
  if (isEnumType(type)) return 'enum';
  return isScalarType(type) ? 'scalar' : 'object';
}

function membersOf(type: GraphQLNamedType): SchemaMember[] {
  if (isObjectType(type) || isInterfaceType(type)) return Object.values(type.getFields()).map(fieldOf);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(inputOf);
  if (isEnumType(type))
    return type.getValues().map(({ name, description, deprecationReason }) => ({
      ...{ name, description: description ?? '', args: [] },
      ...(deprecationReason ? { deprecated: deprecationReason } : {}),
    }));
  if (isUnionType(type)) return type.getTypes().map(({ name }) => ({ name, description: '', args: [] }));
  return [];
}

function fieldOf(field: GraphQLField<unknown, unknown>): SchemaMember {
  const { name, type, description, deprecationReason, args } = field;
  return {
    ...{ name, type: String(type), description: description ?? '', args: args.map(inputOf) },
    ...(deprecationReason ? { deprecated: deprecationReason } : {}),
  };
}

function inputOf({ name, type, description, defaultValue }: GraphQLArgument | GraphQLInputField): SchemaMember {
  return {
    ...{ name, type: String(type), description: description ?? '', args: [] },
    ...(defaultValue === undefined ? {} : { default: JSON.stringify(defaultValue) }),
  };
}
