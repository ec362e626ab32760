import { type Sourced, stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Organisation } from '../../../domain/organisation.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { languageMapOf, type TaggedText } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import { isNode, isReference, valuesOf } from './schema-node.js';
import { credentialCategory } from './schema-org.crosswalk.js';
import { organisationsOf } from './schema-org.organisation.js';
import type { SchemaNode } from './schema-org.record.js';
import { languageMap, type Mapping, scalarOf, texts } from './schema-values.js';

type Credential = NonNullable<LearningOpportunityDraft['credentials']>[number];

/** What an offer says about the credential that it leads to. */
export interface CredentialReading {
  readonly credentials: Credential[];
  readonly microCredential?: Sourced<boolean>;
  /** Providers of the credential: they award it. */
  readonly awardingBodies: Organisation[];
}

const properties = ['educationalCredentialAwarded', 'occupationalCredentialAwarded'] as const;

/**
 * `educationalCredentialAwarded` and `occupationalCredentialAwarded`: text, or an `EducationalOccupationalCredential`.
 * A micro-credential only where the category, or a text as a whole, says so.
 */
export function credentialsOf(node: SchemaNode, mapping: Mapping): CredentialReading {
  const credentials: Credential[] = [];
  const awardingBodies: Organisation[] = [];
  let microCredential: Sourced<boolean> | undefined;
  for (const property of properties) {
    for (const value of valuesOf(node, property)) {
      const { credential, category, path } = isNode(value)
        ? describedCredential(value, property, mapping)
        : writtenCredential(value, property, mapping);
      if (credential !== undefined) credentials.push(credential);
      if (category !== undefined && namesMicroCredential(category, isNode(value)))
        microCredential ??= { ...stated(true, path), native: category.slice(0, 500) };
      if (isNode(value)) awardingBodies.push(...organisationsOf(value, 'provider', `${property}.provider`, mapping));
    }
  }
  return { credentials, awardingBodies, ...(microCredential === undefined ? {} : { microCredential }) };
}

interface OneCredential {
  readonly credential?: Credential | undefined;
  readonly category?: string | undefined;
  readonly path: string;
}

/** A credential in words; one that is only an address says nothing that can be shown. */
function writtenCredential(value: unknown, path: string, mapping: Mapping): OneCredential {
  const text = scalarOf(value);
  if (text === undefined) return { path };
  if (/^https?:\/\/\S+$/i.test(text)) {
    mapping.log.warning(
      'UNRESOLVED_REFERENCE',
      path,
      'The feed does not describe the credential of this address.',
      text,
    );
    return { path };
  }
  const title = languageMap({ '@type': [], [path]: [value] }, [path], plainText, mapping);
  const kind = knownKind(text, path, mapping);
  return { credential: title && { title, ...(kind === undefined ? {} : { kind }) }, category: text, path };
}

function describedCredential(node: SchemaNode, property: string, mapping: Mapping): OneCredential {
  const path = `${property}.credentialCategory`;
  if (isReference(node)) {
    const message = 'The feed does not describe the credential of this id.';
    if (node['@id'] !== undefined) mapping.log.warning('UNRESOLVED_REFERENCE', property, message, node['@id']);
    return { path };
  }
  if (valuesOf(node, 'recognizedBy').length > 0)
    mapping.log.warning(
      'UNMAPPED_VALUE',
      `${property}.recognizedBy`,
      'Who recognises the credential is stated, but not for what; it cannot be kept.',
      texts(node, 'recognizedBy')[0]?.text,
    );
  const categories = texts(node, 'credentialCategory').map(({ text }) => text ?? '');
  const kinds = categories.flatMap((category) => categoryKind(category, path, mapping) ?? []);
  const title = languageMap(node, ['name', 'alternateName'], plainText, mapping) ?? titleOfCategory(node, mapping);
  const [kind] = kinds;
  const category = categories.find((text) => namesMicroCredential(text, true)) ?? categories[0];
  if (title === undefined && kind === undefined) return { category, path };
  const credential = { ...(title === undefined ? {} : { title }), ...(kind === undefined ? {} : { kind }) };
  return { credential, category, path };
}

function titleOfCategory(node: SchemaNode, { language }: Mapping): Credential['title'] {
  const words: TaggedText[] = texts(node, 'credentialCategory').filter(({ text }) => !/^https?:/i.test(text ?? ''));
  return languageMapOf(words, language, plainText);
}

function categoryKind(category: string, path: string, mapping: Mapping): Sourced<string> | undefined {
  const kind = knownKind(category, path, mapping);
  if (kind === undefined && !namesMicroCredential(category, true))
    mapping.log.warning(
      'UNMAPPED_VALUE',
      path,
      `The value is not in the crosswalk "${credentialCategory.rule}".`,
      category,
    );
  return kind ?? (namesMicroCredential(category, true) ? knownKind('microcredential', path, mapping) : undefined);
}

function knownKind(text: string, path: string, { log }: Mapping): Sourced<string> | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '');
  if (!Object.hasOwn(credentialCategory.rows, key)) return undefined;
  const concept = crosswalkConcept(credentialCategory, key, path, log);
  return concept === undefined ? undefined : { ...concept, native: text.slice(0, 500) };
}

/** A category names it somewhere, a text is nothing else; "Microcredential", "micro-credential", "micro credential". */
function namesMicroCredential(text: string, isCategory: boolean): boolean {
  const name = 'micro[\\s-]?credentials?';
  return new RegExp(isCategory ? `(^|[^\\p{L}])${name}([^\\p{L}]|$)` : `^\\s*${name}\\s*$`, 'iu').test(text);
}
