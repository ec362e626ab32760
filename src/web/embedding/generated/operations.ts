export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, ISO 8601 `YYYY-MM-DD` (RFC 3339 full-date). */
  Date: { input: string; output: string; }
  /** An instant, ISO 8601 with its offset (RFC 3339 date-time): `2026-09-01T08:00:00Z`. */
  DateTime: { input: string; output: string; }
  /** An ISO 8601 duration: `P8W`, `PT12H`. */
  Duration: { input: string; output: string; }
  /** An absolute http or https address (RFC 3986). */
  URL: { input: string; output: string; }
};

/** A standard element to describe a micro-credential (Council Recommendation 2022/C 243/02, Annex I) that an offer can carry. */
export type AnnexIElement =
  /** Type of assessment. */
  | 'ASSESSMENT'
  /** Awarding body or bodies. */
  | 'AWARDING_BODY'
  /** Country or region of the issuer. */
  | 'COUNTRY'
  /** Learning outcomes. */
  | 'LEARNING_OUTCOMES'
  /** Level (and cycle, if applicable) of the learning experience (EQF, QF-EHEA), if applicable. */
  | 'LEVEL'
  /** Form of participation in the learning activity. */
  | 'PARTICIPATION'
  /** Prerequisites needed to enrol in the learning activity (optional element). */
  | 'PREREQUISITES'
  /** Type of quality assurance used to underpin the micro-credential. */
  | 'QUALITY_ASSURANCE'
  /** Integration and stackability options (optional element). */
  | 'STACKABILITY'
  /** Supervision and identity verification during assessment (optional element). */
  | 'SUPERVISION'
  /** Title of the micro-credential. */
  | 'TITLE'
  /** Notional workload needed to achieve the learning outcomes (in ECTS credits, wherever possible). */
  | 'WORKLOAD';

/** How a value came to be in the record. */
export type Basis =
  /** A crosswalk row that is marked as close, named in `rule`. */
  | 'CLOSE'
  /** A rule that derives it from other stated values, named in `rule`. */
  | 'DERIVED'
  /** From another authority than the source, named in `rule`. */
  | 'ENRICHED'
  /** An exact code-to-code crosswalk, named in `rule`. */
  | 'MAPPED'
  /** A constant that is declared once for all records of the source, for the reason in `rule`. */
  | 'SOURCE'
  /** The source says exactly this. */
  | 'STATED';

/** Offers with one of these codes. */
export type CodeFilter = {
  /** Codes, IRIs or notations of the vocabulary; ids for providers, places and sources. One of them has to fit; none fits an empty list. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Offers with a date in the range. */
export type DateFilter = {
  /** Last day, included. */
  max?: InputMaybe<Scalars['Date']['input']>;
  /** First day, included. */
  min?: InputMaybe<Scalars['Date']['input']>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How exact the dates of a period are. */
export type DatePrecision =
  /** Stated as days. */
  | 'DAY'
  /** Stated as months; kept by their first and last day. */
  | 'MONTH'
  /** Stated as a term; kept by its first and last day. */
  | 'TERM';

/** Why two records are the same offer. */
export type DuplicateRule =
  /** They have the same course identifier, as QualityLink specifies it. */
  | 'COURSE_IDENTIFIER'
  /** They have the same provider, title, level or size, and start. */
  | 'DESCRIPTION'
  /** They have the same identifier, which is unique in the world. */
  | 'GLOBAL_ID'
  /** The operator of the gateway says so. */
  | 'OPERATOR'
  /** They have the same web page, and titles that agree. */
  | 'PAGE'
  /** They have the same code of the same provider, and titles that do not differ. */
  | 'PROVIDER_CODE';

/** Whether an Annex I element is there. */
export type ElementState =
  /** There is no value. */
  | 'ABSENT'
  /** There are only close or derived values. */
  | 'DERIVED'
  /** A value is there whose evidence is exact. */
  | 'PRESENT';

/** How much evidence a reader asks for. Values with less neither fulfil a filter nor are they shown. */
export type Evidence =
  /** Close matches and derived values as well. */
  | 'ANY'
  /** That, and exact mappings, declared constants and other authorities. */
  | 'EXACT'
  /** Only what the source says itself. */
  | 'STATED';

/** Offers that say yes or no. */
export type FlagFilter = {
  /** What they say. */
  is?: InputMaybe<Scalars['Boolean']['input']>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Offers with a number in the list and in the range. */
export type FloatFilter = {
  /** One of these numbers. */
  in?: InputMaybe<Array<Scalars['Float']['input']>>;
  /** Largest number, included. */
  max?: InputMaybe<Scalars['Float']['input']>;
  /** Smallest number, included. */
  min?: InputMaybe<Scalars['Float']['input']>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How much of its source a run read. */
export type HarvestExtent =
  /** Only what the source said had changed. */
  | 'CHANGES'
  /** All of it. */
  | 'EVERYTHING'
  /** Nothing, since the source said that nothing had changed. */
  | 'NOTHING'
  /** The part before its feed broke, since a person forced it; nothing was withdrawn. */
  | 'PART';

/** What is done with a source. */
export type HarvestJobKind =
  /** Its catalogue is fetched. */
  | 'HARVEST'
  /** It is fetched to tell what would change; nothing is changed. */
  | 'PREVIEW'
  /** The feeds that were kept are mapped again; the provider is not asked. */
  | 'REMAP'
  /** Its dead letters are tried again, from the kept feeds or, where none are kept, by a harvest. */
  | 'RETRY'
  /** The release before the last one is applied again, from its kept feeds, and the source is held there. */
  | 'ROLLBACK';

/** How a run that was asked for stands. */
export type HarvestJobState =
  /** A person cancelled it. */
  | 'CANCELLED'
  /** It is over; its report says how it ended. */
  | 'ENDED'
  /** It is over without a report. */
  | 'FAILED'
  /** It is under way. */
  | 'RUNNING'
  /** It waits for its turn. */
  | 'WAITING';

/** Who asked for a run. */
export type HarvestJobTrigger =
  /** A person. */
  | 'PERSON'
  /** The schedule of the source. */
  | 'SCHEDULE'
  /** A server that started. */
  | 'START';

/** How a harvest run ended. */
export type HarvestOutcome =
  /** The feed could not be read; what is indexed stays. */
  | 'FAILED'
  /** The feed was read, but applying it would have lost too much; what is indexed stays. */
  | 'REFUSED'
  /** All records were taken over. */
  | 'SUCCEEDED'
  /** Some records had errors and were left out. */
  | 'SUCCEEDED_WITH_REJECTIONS'
  /** The feed has not changed since the last run. */
  | 'UNCHANGED';

/** How a rebuild stands. */
export type IndexRebuildState =
  /** A person cancelled it; the old index stays. */
  | 'CANCELLED'
  /** The new index is live. */
  | 'ENDED'
  /** It failed; the old index stays. */
  | 'FAILED'
  /** It is under way; searches go on. */
  | 'RUNNING';

/** Offers with a whole number in the list and in the range. */
export type IntFilter = {
  /** One of these numbers. */
  in?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Largest number, included. */
  max?: InputMaybe<Scalars['Int']['input']>;
  /** Smallest number, included. */
  min?: InputMaybe<Scalars['Int']['input']>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of the feeds that a run was to keep. */
export type KeptFeeds =
  /** Only changes were read, and what they belong to is not kept; none are kept. */
  | 'INCOMPLETE'
  /** They are kept, and can be mapped again. */
  | 'KEPT'
  /** The disk failed; none are kept. */
  | 'NOT_WRITTEN'
  /** They are larger than they may be; none are kept. */
  | 'OVER_LIMIT';

/** What to find. All conditions of one filter hold together; for a field with several values in one offer, a condition holds when one of the values fulfils it. A condition that is null counts as not given. */
export type LearningOpportunityFilter = {
  /** All of these hold. */
  and?: InputMaybe<Array<LearningOpportunityFilter>>;
  /** Type of assessment (EU list). */
  assessmentType?: InputMaybe<CodeFilter>;
  /** Number of mandatory Annex I elements that are there, 0 to 9. */
  completeness?: InputMaybe<IntFilter>;
  /** Country of the places of the runs, else of who awards or provides the offer (EU country authority, ISO 3166-1). */
  country?: InputMaybe<CodeFilter>;
  /** Kind of credential that it leads to. */
  credential?: InputMaybe<CodeFilter>;
  /** Last day to apply for a run. */
  deadline?: InputMaybe<DateFilter>;
  /** ECTS credits. */
  ects?: InputMaybe<FloatFilter>;
  /** EQF level, 1 to 8. */
  eqfLevel?: InputMaybe<IntFilter>;
  /** ESCO skill of the learning outcomes. */
  escoSkill?: InputMaybe<CodeFilter>;
  /** Free of charge, where that is stated. */
  free?: InputMaybe<FlagFilter>;
  /** With financial support for learners; sources never state that there is none. */
  funding?: InputMaybe<FlagFilter>;
  /** Field of education and training (ISCED-F 2013); a field holds those below it. */
  iscedF?: InputMaybe<CodeFilter>;
  /** Type of learning opportunity (EU list), or `micro-credential`. */
  kind?: InputMaybe<CodeFilter>;
  /** Language of instruction (EU language authority, ISO 639). */
  language?: InputMaybe<CodeFilter>;
  /** Mode of participation (EU learning assessment list). */
  mode?: InputMaybe<CodeFilter>;
  /** With a place in a circle. */
  near?: InputMaybe<NearFilter>;
  /** This does not hold; offers without a value are among the results. */
  not?: InputMaybe<LearningOpportunityFilter>;
  /** NUTS region of the same places; a region holds those below it. */
  nuts?: InputMaybe<CodeFilter>;
  /** One of these holds; none holds in an empty list. */
  or?: InputMaybe<Array<LearningOpportunityFilter>>;
  /** Place of a run, as the facet `place` names it. */
  place?: InputMaybe<CodeFilter>;
  /** Price of a run. */
  price?: InputMaybe<PriceFilter>;
  /** Id of a provider. */
  provider?: InputMaybe<CodeFilter>;
  /** Kind of provider (Recommendation, clause 5). */
  providerType?: InputMaybe<CodeFilter>;
  /** QF-EHEA cycle: short, first, second, third. */
  qfEheaCycle?: InputMaybe<CodeFilter>;
  /** Type of quality assurance (EU accreditation type), or who vouches for it. */
  qualityAssurance?: InputMaybe<CodeFilter>;
  /** Way of recognition (Annex II, principle 6). */
  recognition?: InputMaybe<CodeFilter>;
  /** Learning schedule (EU list). */
  schedule?: InputMaybe<CodeFilter>;
  /** Learning setting: formal or non-formal (EU list). */
  setting?: InputMaybe<CodeFilter>;
  /** Id of a source. */
  source?: InputMaybe<CodeFilter>;
  /** Stackable or stand-alone (Annex I). */
  stackability?: InputMaybe<CodeFilter>;
  /** First day of a run. */
  startDate?: InputMaybe<DateFilter>;
  /** In one of these states on the day `asOf`. Without it, offers that have expired are left out. */
  status?: InputMaybe<Array<LifecycleStatus>>;
  /** Supervision and identity verification during assessment (EU list). */
  supervision?: InputMaybe<CodeFilter>;
  /** Target group (EU list). */
  targetGroup?: InputMaybe<CodeFilter>;
  /** New or changed in the gateway since then. */
  updatedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Workload in hours; offers whose workload overlaps the range. */
  workloadHours?: InputMaybe<FloatFilter>;
};

/** One key of an order. */
export type LearningOpportunitySort = {
  /** What to order by; offers without a value come last. */
  by: LearningOpportunitySortKey;
  /** In which direction. */
  direction?: InputMaybe<SortDirection>;
};

/** What results are ordered by. */
export type LearningOpportunitySortKey =
  /** Number of mandatory Annex I elements that are there. */
  | 'COMPLETENESS'
  /** Earliest application deadline. */
  | 'DEADLINE'
  /** Distance from the point in `filter.near`. */
  | 'DISTANCE'
  /** ECTS credits. */
  | 'ECTS'
  /** EQF level. */
  | 'EQF_LEVEL'
  /** Price in the currency of `filter.price`, else EUR. */
  | 'PRICE'
  /** How well the words of the query match; the direction does not matter. */
  | 'RELEVANCE'
  /** Earliest start of a run. */
  | 'START_DATE'
  /** Title, without regard to case. */
  | 'TITLE'
  /** When the gateway first saw the record as it is now. */
  | 'UPDATED';

/** Where an offer stands on a day, from the dates of its runs alone. */
export type LifecycleStatus =
  /** Every dated run is over, and no run is undated. */
  | 'EXPIRED'
  /** The application window of a run holds the day, or, where none is stated, its period does. */
  | 'OPEN'
  /** No run has dates. */
  | 'UNKNOWN'
  /** None does, but one begins later. */
  | 'UPCOMING';

/** Offers with a place in a circle (great-circle distance on the sphere of the earth’s mean radius, WGS 84 coordinates). */
export type NearFilter = {
  /** Radius in km. */
  km: Scalars['Float']['input'];
  /** Latitude of the centre, -90 to 90 degrees. */
  latitude: Scalars['Float']['input'];
  /** Longitude of the centre, -180 to 180 degrees. */
  longitude: Scalars['Float']['input'];
  /** Whether offers that can be taken online count as near; no when it is left out. */
  orOnline?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Offers with a price in the range. Amounts of different currencies are not compared. */
export type PriceFilter = {
  /** ISO 4217 code of the currency; EUR when it is left out. */
  currency?: InputMaybe<Scalars['String']['input']>;
  /** Highest price, included. */
  max?: InputMaybe<Scalars['Float']['input']>;
  /** Lowest price, included. */
  min?: InputMaybe<Scalars['Float']['input']>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Which run problems are from, and so how far they tell of the whole catalogue. */
export type ProblemScope =
  /** The last run read only what had changed, or the part before its feed broke; those of the rest are from runs before it. */
  | 'CHANGES'
  /** The problems themselves are not kept where this server runs. */
  | 'COUNTS_ONLY'
  /** They were found by another run than the last one. */
  | 'EARLIER_RUN'
  /** The last run read the whole catalogue. */
  | 'EVERYTHING'
  /** The last run failed or was refused; these were found until then. */
  | 'NOT_APPLIED'
  /** Nothing is known. */
  | 'UNKNOWN';

/** Who vouches for a statement on quality assurance. */
export type QualityAssuranceEvidence =
  /** The owner of a quality label. */
  | 'LABEL'
  /** The feed itself. */
  | 'PROVIDER_CLAIM'
  /** A register such as DEQAR. */
  | 'REGISTER';

/** What was assured, in the terms of DEQAR. */
export type QualityAssuranceScope =
  /** The institution. */
  | 'INSTITUTIONAL'
  /** The institution and its programmes. */
  | 'INSTITUTIONAL_PROGRAMME'
  /** The joint programme. */
  | 'JOINT_PROGRAMME'
  /** The programme. */
  | 'PROGRAMME';

/** Outcome of an external review, in the terms of DEQAR. */
export type QualityDecision =
  /** Positive with conditions or restrictions. */
  | 'CONDITIONS'
  /** Negative. */
  | 'NEGATIVE'
  /** The review takes no decision. */
  | 'NOT_APPLICABLE'
  /** Positive. */
  | 'POSITIVE';

/** Whether an entitlement is granted or may be (ELM entitlement status). */
export type RecognitionStatus =
  /** Whoever holds the credential is entitled. */
  | 'ACTUAL'
  /** Whoever holds the credential may be entitled. */
  | 'PROSPECTIVE';

/** What a run did to a record. */
export type RecordChangeKind =
  /** Its content is another one. */
  | 'CHANGED'
  /** It was not there before, or came back. */
  | 'NEW'
  /** It is no longer in the catalogue. */
  | 'WITHDRAWN';

/** State of a run as the source says. */
export type RunState =
  /** Said to be cancelled. */
  | 'CANCELLED'
  /** Said to be closed for applications. */
  | 'CLOSED'
  /** Said to be open for applications. */
  | 'OPEN'
  /** The source does not say. */
  | 'UNKNOWN';

/** Direction of an order. */
export type SortDirection =
  /** Smallest, earliest or nearest first. */
  | 'ASC'
  /** Largest, latest or farthest first. */
  | 'DESC';

/** How a source is. */
export type SourceHealthState =
  /** The sources file says that it is not harvested. */
  | 'DISABLED'
  /** The last run was not applied. */
  | 'FAILING'
  /** No run was ever applied. */
  | 'NEVER'
  /** The last run was applied, and that is not too long ago. */
  | 'OK'
  /** A run is under way. */
  | 'RUNNING'
  /** No run was applied for too long. */
  | 'STALE';

/** Whether a report is there. */
export type SourceReportState =
  /** It is being made: ask again. */
  | 'BUILDING'
  /** It is there. */
  | 'READY';

/** What a suggestion is. */
export type SuggestionKind =
  /** A field of education and training (ISCED-F 2013). */
  | 'FIELD'
  /** A place of a run whose coordinates are stated. */
  | 'PLACE'
  /** A provider. */
  | 'PROVIDER'
  /** An ESCO skill. */
  | 'SKILL'
  /** The title of an offer. */
  | 'TITLE';

export type WidgetSearchQueryVariables = Exact<{
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LearningOpportunityFilter>;
  sort?: InputMaybe<Array<LearningOpportunitySort> | LearningOpportunitySort>;
  language?: InputMaybe<Scalars['String']['input']>;
  evidence?: InputMaybe<Evidence>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  level?: InputMaybe<Scalars['Boolean']['input']>;
  ects?: InputMaybe<Scalars['Boolean']['input']>;
  teaching?: InputMaybe<Scalars['Boolean']['input']>;
  mode?: InputMaybe<Scalars['Boolean']['input']>;
  recognition?: InputMaybe<Scalars['Boolean']['input']>;
  field?: InputMaybe<Scalars['Boolean']['input']>;
  fieldUnder?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['Boolean']['input']>;
  region?: InputMaybe<Scalars['Boolean']['input']>;
  regionUnder?: InputMaybe<Scalars['String']['input']>;
  provider?: InputMaybe<Scalars['Boolean']['input']>;
  type?: InputMaybe<Scalars['Boolean']['input']>;
  credential?: InputMaybe<Scalars['Boolean']['input']>;
  schedule?: InputMaybe<Scalars['Boolean']['input']>;
  setting?: InputMaybe<Scalars['Boolean']['input']>;
  target?: InputMaybe<Scalars['Boolean']['input']>;
  start?: InputMaybe<Scalars['Boolean']['input']>;
  price?: InputMaybe<Scalars['Boolean']['input']>;
  free?: InputMaybe<Scalars['Boolean']['input']>;
  funding?: InputMaybe<Scalars['Boolean']['input']>;
}>;


export type WidgetSearchQuery = { searchLearningOpportunities: { totalCount: number, nodes: Array<{ id: string, nextStart?: string | null, title: { text: string, language: string }, microCredential?: { value: boolean } | null, eqfLevel?: { level: number, basis: Basis } | null, nqfLevels: Array<{ framework?: string | null, label: string }>, ects?: { value: number, basis: Basis } | null, workloadHours?: { min: number, max: number, basis: Basis } | null, modes: Array<{ basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } }>, languages: Array<{ basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } }>, providers: Array<{ city?: string | null, name: { text: string, language: string }, country?: { basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } } | null }>, recognition: Array<{ option: { basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } } }>, qualityAssurance: Array<{ evidence: QualityAssuranceEvidence, type?: { basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } } | null }>, runs: Array<{ modes: Array<{ basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } }>, languages: Array<{ basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } }>, places: Array<{ city?: string | null, country?: { basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } } | null }>, prices: Array<{ amount?: number | null, currency?: { code: string } | null, text?: { text: string, language: string } | null }>, free?: { value: boolean } | null }>, source: { id: string, name: string, homepage?: string | null, licence?: string | null, attribution?: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor?: string | null }, facets: { eqfLevel?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, ects?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, language?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, mode?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, recognition?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, iscedF?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, country?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, nuts?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, provider?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, kind?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, credential?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, schedule?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, setting?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, targetGroup?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, startDate?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, price?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, free?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> }, funding?: { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> } } } };

export type WordsFragment = { text: string, language: string };

export type NamedFragment = { basis: Basis, concept: { code: string, label?: { text: string, language: string } | null } };

export type CountsFragment = { notStated: number, truncated: boolean, values: Array<{ value: string, count: number, label?: { text: string, language: string } | null }> };
