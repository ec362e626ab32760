import {
  type DocumentNode,
  GraphQLScalarType,
  GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../context.js';
import { measure } from '../limits.js';

/** Data of an operation; undefined when there was any error. */
export type CompiledOperation = (context: Context, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Largest operation that is compiled, in selections with fragments unfolded; some 20 compile in a millisecond. */
const mostSelections = 2000;

/** A variable that graphql-js has coerced already. */
const coerced = new GraphQLScalarType<unknown>({ name: '_Coerced', parseValue: (value) => value });
const coercedType = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: coerced.name } } as const;
const schemas = new WeakMap<GraphQLSchema, GraphQLSchema>();

function withCoercedType(schema: GraphQLSchema): GraphQLSchema {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const config = schema.toConfig();
  const extended = new GraphQLSchema({ ...config, types: [...config.types, coerced], assumeValid: true });
  schemas.set(schema, extended);
  return extended;
}

/**
 * Introspection takes long to compile and is rare. With conditions on fragments that are used twice the compiler gives
 * other answers than graphql-js. Neither is compiled.
 */
function isCompilable(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  if (operation.operation !== 'query' || measure(schema, document, operation).selections > mostSelections) return false;
  let compilable = true;
  const refuse = (): void => {
    compilable = false;
  };
  visit(document, {
    Directive: refuse,
    Field: ({ name }) => (['__schema', '__type'].includes(name.value) ? refuse() : undefined),
  });
  return compilable;
}

/**
 * Code for an operation, or undefined for one that is left to graphql-js. Variables are coerced by graphql-js: the code
 * that the compiler would write for an input type that holds itself, as our filter does, has no end. The operation is
 * compiled from its text, since the compiler writes into the nodes that it is given.
 */
export function compileOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  document: DocumentNode,
  source: string,
): CompiledOperation | undefined {
  if (!isCompilable(schema, document, operation)) return undefined;
  const ready = visit(parse(source), {
    VariableDefinition: ({ kind, variable }) => ({ kind, variable, type: coercedType }),
  });
  const compiled = compileQuery(withCoercedType(schema), ready, operation.name?.value ?? '');
  if (!isCompiledQuery(compiled)) return undefined;
  return async (context, variables) => {
    const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
    if (values.coerced === undefined) return undefined;
    const result = await compiled.query(undefined, context, values.coerced);
    return result.errors === undefined ? (result.data ?? undefined) : undefined;
  };
}
