import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  type SelectionSetNode,
} from 'graphql';

/** What is needed to read a selection; graphql-js and graphql-jit both give it to resolvers. */
export type SelectionScope = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>;

/** Selected fields by their name (not alias), each with all its nodes. */
export type Selection = ReadonlyMap<string, readonly FieldNode[]>;

function isIncluded(
  node: SelectionSetNode['selections'][number],
  variables: SelectionScope['variableValues'],
): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

/**
 * The fields that are selected in these nodes: fragments are opened, `@skip` and `@include` obeyed. Fragments on a
 * concrete type of an interface are opened too, whichever type the object will have.
 */
export function selectedFields(nodes: readonly FieldNode[], { fragments, variableValues }: SelectionScope): Selection {
  const found = new Map<string, FieldNode[]>();
  const opened = new Set<FragmentDefinitionNode>();
  const open = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node, variableValues)) continue;
      if (node.kind === 'Field') found.set(node.name.value, [...(found.get(node.name.value) ?? []), node]);
      else if (node.kind === 'InlineFragment') open(node.selectionSet);
      else {
        const fragment = fragments[node.name.value];
        if (fragment !== undefined && !opened.has(fragment)) {
          opened.add(fragment);
          open(fragment.selectionSet);
        }
      }
    }
  };
  for (const node of nodes) open(node.selectionSet);
  return found;
}

/** Arguments of a field, coerced and with their defaults, one set for each node (alias). */
export function argumentSets(
  type: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
  { variableValues }: SelectionScope,
): Readonly<Record<string, unknown>>[] {
  const field = type.getFields()[name];
  return field === undefined ? [] : nodes.map((node) => getArgumentValues(field, node, variableValues));
}
