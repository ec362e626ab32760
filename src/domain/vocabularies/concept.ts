import type { LanguageMap, LocalizedText } from '../multilingual.js';
import type { VocabularyId } from './vocabulary-id.js';

/** A term of a controlled vocabulary (a SKOS concept). */
export interface Concept {
  readonly iri: string;
  /** Key that the API shows and takes: unique in its vocabulary whatever the case, and stable. */
  readonly code: string;
  /** The authority's own identifier, where it is not the code (`920fbb3cbe`, `FIN`). */
  readonly notation?: string;
  /** Stored names. Languages, countries and currencies store English only: ask `Vocabulary.label` for the others. */
  readonly labels: LanguageMap;
  /** Code of the parent in the same vocabulary. */
  readonly broader?: string;
  /** Other keys that people write for it (ISO 639-2/B, `UK`). */
  readonly aliases?: readonly string[];
  /** Published codes that it is bound to in other vocabularies: a cycle's `eqf`, a region's `country`. */
  readonly related?: Readonly<Partial<Record<VocabularyId, string>>>;
  /** Says "unknown" or "provisional" and so never counts as a value (`UND`, `OP_DATPRO`, ISCED-F `0099`). */
  readonly placeholder?: true;
  /** In the live list only: the LOQ XSD 3.1.0 and 3.3.1 reject it, so an export to QDR leaves it out. */
  readonly notInLoqXsd?: true;
}

/** A controlled vocabulary (a SKOS concept scheme) with its look-ups. */
export interface Vocabulary {
  readonly id: VocabularyId;
  /** IRI of the concept scheme. */
  readonly scheme: string;
  /** Version of the list, in the authority's terms (`NUTS 2021`). */
  readonly version: string;
  /** The file is a selection: identifiers of the right form are valid even when they are not listed. */
  readonly open: boolean;
  /** The listed concepts, in the order of the file. */
  concepts(): Iterable<Concept>;
  /**
   * The concept for an IRI (of any known family, http or https), code, notation or alias. Outer spaces and case do not
   * matter. `language` also takes BCP 47 tags, by their primary subtag. Names are never matched.
   */
  find(key: string): Concept | undefined;
  /**
   * Name of a concept in the asked language (BCP 47), else in a shorter form of the tag, else in English, else in any;
   * `language` says which it is. Undefined for a code that is not listed.
   */
  label(code: string, language: string): LocalizedText | undefined;
  /** Codes of the broader concepts, nearest first, without the concept itself; empty for an unknown code. */
  ancestors(code: string): readonly string[];
}
