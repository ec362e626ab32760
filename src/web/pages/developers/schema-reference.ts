import { readFileSync } from 'node:fs';
import {
  astFromValue,
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
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
  /** Whether nobody else meets it. */
  readonly forAdministrators: boolean;
}

const file = new URL('../../../../schema/schema.graphql', import.meta.url);
let known: readonly SchemaType[] | undefined;
let names: ReadonlySet<string> | undefined;

/** All types of the API: what can be asked first, then the rest by name, those for administrators last; read once. */
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
  const schema = buildSchema(sdl);
  const open = openTypes(schema);
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .map((type) => typeOf(type, !open.has(type)))
    .sort(
      (a, b) =>
        Number(a.forAdministrators) - Number(b.forAdministrators) ||
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        a.name.localeCompare(b.name),
    );
}

/** What whoever asks without a token can meet: all that a query leads to but by the field for administrators. */
function openTypes(schema: GraphQLSchema): ReadonlySet<GraphQLNamedType> {
  const found = new Set<GraphQLNamedType>();
  const visit = (type: GraphQLNamedType) => {
    if (found.has(type)) return;
    found.add(type);
    if (isUnionType(type)) type.getTypes().forEach(visit);
    if (isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit);
    if (isObjectType(type)) type.getInterfaces().forEach(visit);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return;
    const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields());
    for (const field of fields) {
      if (type === schema.getQueryType() && field.name === 'admin') continue;
      visit(getNamedType(field.type));
      if ('args' in field) for (const { type: argument } of field.args) visit(getNamedType(argument));
    }
  };
  const query = schema.getQueryType();
  if (query) visit(query);
  return found;
}

function typeOf(type: GraphQLNamedType, forAdministrators: boolean): SchemaType {
  const { name, description } = type;
  return { name, kind: kindOf(type), description: description ?? '', members: membersOf(type), forAdministrators };
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
  const preset = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return {
    ...{ name, type: String(type), description: description ?? '', args: [] },
    ...(preset ? { default: print(preset) } : {}),
  };
}
