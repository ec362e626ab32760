import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { pageLimits } from '../search/search-service.js';
import { type ComplexityReason, tooComplex } from './errors.js';
import { mostIds } from './ids.js';

/** How much one operation may ask for. */
export interface QueryLimits {
  /** Deepest nesting of fields. */
  readonly depth: number;
  /** Highest cost; see {@link costModel}. */
  readonly cost: number;
  readonly aliases: number;
  readonly rootFields: number;
}

/**
 * What an operation costs: one point for each object that it may return, ten for each field of the root, two for each
 * facet. A page counts as many objects as it may hold, a look-up as many as it has ids; other lists count as one object,
 * since what they hold is bounded by the record. Introspection is free: graphql-js bounds it.
 */
export const costModel = { rootField: 10, facet: 2, object: 1 } as const;

/** Most selections that are looked at: what fragments unfold to. */
const mostSelections = 20_000;

type Variables = Readonly<Record<string, unknown>>;
type Size = (variables: Variables) => number;

interface CostNode {
  /** Points for the field itself. */
  readonly once: number;
  /** Points for each object that it returns. */
  readonly own: number;
  readonly size: Size;
  readonly children: readonly CostNode[];
}

/** The measures of an operation; cost depends on the variables. */
export interface Measures {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Selections, with fragments counted wherever they are used. */
  readonly selections: number;
  cost(variables: Variables): number;
}

const one: Size = () => 1;

function reader(node: ValueNode | undefined, operation: OperationDefinitionNode): (variables: Variables) => unknown {
  if (node === undefined) return () => undefined;
  if (node.kind === 'IntValue') return () => Number(node.value);
  if (node.kind === 'ListValue') return () => node.values;
  if (node.kind !== 'Variable') return () => undefined;
  const name = node.name.value;
  const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  const fallback = declared?.kind === 'IntValue' ? Number(declared.value) : undefined;
  return (variables) => variables[name] ?? fallback;
}

/** How many objects a field may return, by its arguments. */
function sizeOf(field: FieldNode, isPage: boolean, operation: OperationDefinitionNode): Size {
  const argument = (name: string) => field.arguments?.find((it) => it.name.value === name)?.value;
  const ids = argument('ids');
  if (ids !== undefined) {
    const read = reader(ids, operation);
    return (variables) => {
      const value = read(variables);
      return Array.isArray(value) ? Math.min(value.length, mostIds) : 1;
    };
  }
  if (!isPage) return one;
  const first = reader(argument('first'), operation);
  const last = reader(argument('last'), operation);
  return (variables) => {
    const size = first(variables) ?? last(variables);
    return typeof size === 'number' ? Math.min(Math.max(size, 0), pageLimits.most) : pageLimits.default;
  };
}

/** Measures an operation once; all but the cost are the same for all variables. */
export function measure(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  let [depth, aliases, rootFields, selections] = [0, 0, 0, 0];

  const walk = (set: SelectionSetNode, type: GraphQLOutputType, level: number, pageOf: Size): CostNode[] => {
    const parent = getNamedType(type);
    depth = Math.max(depth, level);
    return set.selections.flatMap((node): CostNode[] => {
      selections += 1;
      if (selections > mostSelections) throw tooComplex('cost', mostSelections);
      if (node.kind === 'FragmentSpread') {
        const fragment = fragments.get(node.name.value);
        const target = fragment && schema.getType(fragment.typeCondition.name.value);
        return fragment && isCompositeType(target) ? walk(fragment.selectionSet, target, level, pageOf) : [];
      }
      if (node.kind === 'InlineFragment') {
        const target = node.typeCondition && schema.getType(node.typeCondition.name.value);
        return walk(node.selectionSet, isCompositeType(target) ? target : type, level, pageOf);
      }
      if (node.alias !== undefined) aliases += 1;
      if (level === 1) rootFields += 1;
      const name = node.name.value;
      const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
      if (definition === undefined || node.selectionSet === undefined) return [];
      const result = getNamedType(definition.type);
      const isConnection = result.name.endsWith('Connection');
      const isPage = ['edges', 'nodes'].includes(name) && parent.name.endsWith('Connection');
      const isList = isListType(getNullableType(definition.type));
      const once = level === 1 ? costModel.rootField : result.name === 'Facet' ? costModel.facet : 0;
      const own = once === 0 || isList ? costModel.object : 0;
      const lists = isPage ? pageOf : isList ? sizeOf(node, false, operation) : one;
      const inner = isConnection ? sizeOf(node, true, operation) : pageOf;
      return [{ once, own, size: lists, children: walk(node.selectionSet, definition.type, level + 1, inner) }];
    });
  };

  const root = schema.getRootType(operation.operation);
  const roots = root ? walk(operation.selectionSet, root, 1, one) : [];
  const total = ({ once, own, size, children }: CostNode, variables: Variables): number =>
    once + size(variables) * (own + children.reduce((sum, child) => sum + total(child, variables), 0));
  return {
    depth,
    aliases,
    rootFields,
    selections,
    cost: (variables) => roots.reduce((sum, root) => sum + total(root, variables), 0),
  };
}

/** Throws `QUERY_TOO_COMPLEX` for what exceeds a limit. */
export function checkLimits(measures: Measures, limits: QueryLimits, variables: Variables): void {
  const check = (reason: ComplexityReason, limit: number, actual: number) => {
    if (actual > limit) throw tooComplex(reason, limit, actual);
  };
  check('depth', limits.depth, measures.depth);
  check('aliases', limits.aliases, measures.aliases);
  check('rootFields', limits.rootFields, measures.rootFields);
  check('cost', limits.cost, measures.cost(variables));
}
