/* eslint-disable */
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
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

/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQuery = {
  __typename?: 'AdminQuery';
  /** Records that could not be taken over, until a run takes them over or their source drops them. */
  deadLetters: DeadLetterConnection;
  /** The index. */
  index: IndexFacts;
  /** One job; null when it is over since long. */
  job?: Maybe<HarvestJob>;
  /** Runs that are under way, then those that wait, then the last ones. */
  jobs: Array<HarvestJob>;
  /** The last rebuild of the index by this server, which may be under way. */
  rebuild?: Maybe<IndexRebuild>;
  /** How good a catalogue is. A large one takes its time: while `state` is BUILDING, ask again. Null for a provider without offers in the source. */
  report?: Maybe<AwaitedReport>;
  /** One run; null when it is not kept. */
  run?: Maybe<AdminRun>;
  /** Runs that are over, the newest first: of each source the last 50 that changed nothing, and 50 others. */
  runs: AdminRunConnection;
  /** One source; null when there is none of this id. */
  source?: Maybe<AdminSource>;
  /** All sources, in the order of the sources file. */
  sources: Array<AdminSource>;
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  code?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  source?: InputMaybe<Scalars['ID']['input']>;
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryJobArgs = {
  id: Scalars['ID']['input'];
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryJobsArgs = {
  over?: Scalars['Int']['input'];
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryReportArgs = {
  provider?: InputMaybe<Scalars['ID']['input']>;
  source: Scalars['ID']['input'];
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  outcome?: InputMaybe<HarvestOutcome>;
  source?: InputMaybe<Scalars['ID']['input']>;
};


/** What an administrator may see. Nothing of it is ever kept or answered by GET. */
export type AdminQuerySourceArgs = {
  id: Scalars['ID']['input'];
};

/** A run with all that an administrator may know of it. */
export type AdminRun = {
  __typename?: 'AdminRun';
  /** Where its feed broke, of which a person had the part before taken over; null for a whole one. */
  brokenOff?: Maybe<RunError>;
  /** What it changed, by kind; null for a run that was not applied, and for old ones. */
  changes?: Maybe<RunChangeCounts>;
  /** Dead letters of the source after it; null where it changed nothing about them. */
  deadLetters?: Maybe<Scalars['Int']['output']>;
  /** Those dead letters by code. */
  deadLettersByCode: Array<CodeCount>;
  /** What it would change; null for a run that was to change it. */
  dryRun?: Maybe<DryRun>;
  /** Records whose id came before in the same run. */
  duplicates: Scalars['Int']['output'];
  /** Why it was not applied; null when it was. */
  error?: Maybe<RunError>;
  /** Records that were left out as they expired long ago. Of a run that was applied, all are written, unchanged, rejected, duplicates or expired. */
  expired: Scalars['Int']['output'];
  /** How much of the source it read; null for a run that was not applied. */
  extent?: Maybe<HarvestExtent>;
  /** When it was over. */
  finishedAt: Scalars['DateTime']['output'];
  /** The first records of each kind that it changed. */
  firstChanges: Array<RecordChange>;
  /** Id of the metadata format that was read. */
  format?: Maybe<Scalars['String']['output']>;
  /** Whether it mapped feeds again that an earlier run had kept, so that it is no fresher than that one. */
  fromKeptFeeds: Scalars['Boolean']['output'];
  /** Id of the run. */
  id: Scalars['ID']['output'];
  /** Problems by code. */
  issues: Array<IssueCount>;
  /** What became of its feeds; null where none were to be kept. */
  keptFeeds?: Maybe<KeptFeeds>;
  /** Records that were the same offer as records of other sources; null where that was not settled. */
  merged?: Maybe<Scalars['Int']['output']>;
  /** How it ended. */
  outcome: HarvestOutcome;
  /** Records that the feed holds. */
  read: Scalars['Int']['output'];
  /** Records that had errors and were left out. */
  rejected: Scalars['Int']['output'];
  /** How long it took, in seconds. */
  seconds: Scalars['Float']['output'];
  /** Id of the source. */
  source: Scalars['ID']['output'];
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
  /** Records that had not changed. */
  unchanged: Scalars['Int']['output'];
  /** Records that are no longer in the catalogue. */
  withdrawn: Scalars['Int']['output'];
  /** Records that were new or changed. */
  written: Scalars['Int']['output'];
};

/** Runs, the newest first (Relay cursor connections). */
export type AdminRunConnection = {
  __typename?: 'AdminRunConnection';
  /** The results with their cursors. */
  edges: Array<AdminRunEdge>;
  /** The results without their cursors. */
  nodes: Array<AdminRun>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact number of all results. */
  totalCount: Scalars['Int']['output'];
};

/** A AdminRun result and its place. */
export type AdminRunEdge = {
  __typename?: 'AdminRunEdge';
  /** Place of the node; for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The result. */
  node: AdminRun;
};

/** A source as an administrator sees it. */
export type AdminSource = {
  __typename?: 'AdminSource';
  /** Its dead letters. */
  deadLetters: DeadLetterSummary;
  /** Whether it is harvested. */
  enabled: Scalars['Boolean']['output'];
  /** Id of its metadata format, declared or as read last. */
  format?: Maybe<Scalars['String']['output']>;
  /** How it is. */
  health: SourceHealth;
  /** Since when it is held at an earlier release; null when it is not. */
  heldSince?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the source. */
  id: Scalars['ID']['output'];
  /** A job of it that waits or is under way. */
  job?: Maybe<HarvestJob>;
  /** Why the last run was not applied; null when it was. */
  lastError?: Maybe<SourceError>;
  /** The last run. */
  lastRun?: Maybe<AdminRun>;
  /** When the last run that applied its feed was over. */
  lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the catalogue. */
  name: Scalars['String']['output'];
  /** The next run by the schedule; null where there is none. */
  nextRunAt?: Maybe<Scalars['DateTime']['output']>;
  /** Offers that can be found. */
  records: Scalars['Int']['output'];
  /** Its schedule, a cron expression. */
  schedule?: Maybe<Scalars['String']['output']>;
  /** Zone by whose clocks the schedule goes. */
  timezone: Scalars['String']['output'];
};

/** How complete an offer is described, by the elements of Annex I of Council Recommendation 2022/C 243/02. Those that belong to an issued credential (learner, date of issuing, grade) are left out. */
export type AnnexI = {
  __typename?: 'AnnexI';
  /** All elements, the mandatory ones first. */
  elements: Array<AnnexIElementState>;
  /** Number of mandatory elements. */
  of: Scalars['Int']['output'];
  /** Number of mandatory elements that are present, as the filter `completeness` counts them. */
  present: Scalars['Int']['output'];
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

/** State of one Annex I element of an offer. */
export type AnnexIElementState = {
  __typename?: 'AnnexIElementState';
  /** The element. */
  element: AnnexIElement;
  /** Name of the element. */
  label?: Maybe<LocalizedText>;
  /** Whether Annex I lists it as mandatory. */
  mandatory: Scalars['Boolean']['output'];
  /** Whether it is there. */
  state: ElementState;
};

/** When one can apply. */
export type ApplicationWindow = {
  __typename?: 'ApplicationWindow';
  /** Last day: the deadline. */
  closes?: Maybe<Scalars['Date']['output']>;
  /** First day. */
  opens?: Maybe<Scalars['Date']['output']>;
  /** Where to apply. */
  url?: Maybe<Scalars['URL']['output']>;
};

/** How learners are assessed (ELM `LearningAssessmentSpecification`; Annex I: type of assessment). */
export type Assessment = {
  __typename?: 'Assessment';
  /** The assessment in words. */
  text?: Maybe<LocalizedText>;
  /** Type of assessment (EU assessment type). */
  type?: Maybe<SourcedConcept>;
};

/** A report that is there, or is being made. */
export type AwaitedReport = {
  __typename?: 'AwaitedReport';
  /** The report, once it is there. */
  report?: Maybe<SourceReport>;
  /** Whether it is there. */
  state: SourceReportState;
};

/** A credential that the offer leads to (ELM `awardedCredential`). */
export type AwardedCredential = {
  __typename?: 'AwardedCredential';
  /** For example European Digital Credential, Open Badge 3.0. */
  digitalFormat?: Maybe<Scalars['String']['output']>;
  /** Kind of credential, of the scheme `credential-kind`. */
  kind?: Maybe<SourcedConcept>;
  /** Title of the credential. */
  title?: Maybe<LocalizedText>;
};

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

/** How many there are of one code. */
export type CodeCount = {
  __typename?: 'CodeCount';
  /** The code (`MISSING_REQUIRED`). */
  code: Scalars['String']['output'];
  /** How many. */
  count: Scalars['Int']['output'];
};

/** Offers with one of these codes. */
export type CodeFilter = {
  /** Codes, IRIs or notations of the vocabulary; ids for providers, places and sources. One of them has to fit; none fits an empty list. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** `true` with another condition: also offers that state no value. `true` alone: only those. `false`: only offers that state one. */
  notStated?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Problems of one code. */
export type CodeProblems = {
  __typename?: 'CodeProblems';
  /** How to mend it, in English. */
  advice: Scalars['String']['output'];
  /** The code (`INVALID_DATE`). */
  code: Scalars['String']['output'];
  /** How many. */
  count: Scalars['Int']['output'];
  /** At most five, as different as possible. */
  examples: Array<ProblemExample>;
  /** In how many records; null where only the count is known. */
  records?: Maybe<Scalars['Int']['output']>;
};

/** A term of a controlled vocabulary (a SKOS concept). */
export type Concept = {
  __typename?: 'Concept';
  /** Code of the broader concept (SKOS `broader`). */
  broader?: Maybe<Scalars['String']['output']>;
  /** Key of the concept in its vocabulary, as filters take it; the IRI where the vocabulary does not list it. */
  code: Scalars['String']['output'];
  /** IRI of the concept (EU Vocabularies, or Lotse’s own where the EU has none). */
  iri: Scalars['String']['output'];
  /** Name in the asked language, else the nearest there is; null where the vocabulary does not list the concept. */
  label?: Maybe<LocalizedText>;
  /** The authority’s own identifier, where it is not the code. */
  notation?: Maybe<Scalars['String']['output']>;
  /** Id of the vocabulary, as `vocabulary(scheme:)` takes it. */
  scheme: Scalars['String']['output'];
};

/** Credit points, as stated (ELM `CreditPoint`). */
export type Credits = {
  __typename?: 'Credits';
  /** Level of the credits, as stated. */
  level?: Maybe<Scalars['String']['output']>;
  /** Name of the credit system, as stated, or its code in the EU list. */
  system: Scalars['String']['output'];
  /** The credit system, where it is one of the EU list. */
  systemConcept?: Maybe<Concept>;
  /** Number of points. */
  value: Scalars['Float']['output'];
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

/** A record of a catalogue that could not be taken over. */
export type DeadLetter = {
  __typename?: 'DeadLetter';
  /** Code of its first error (`MISSING_REQUIRED`). */
  code: Scalars['String']['output'];
  /** Start of the raw record; null where none could be read. */
  excerpt?: Maybe<Scalars['String']['output']>;
  /** Address of the feed that it came in. */
  feed?: Maybe<Scalars['String']['output']>;
  /** The run that found it first began then. */
  firstSeenAt: Scalars['DateTime']['output'];
  /** Tells it from others of its source, from run to run. */
  key: Scalars['ID']['output'];
  /** The run that found it last began then. */
  lastSeenAt: Scalars['DateTime']['output'];
  /** How many more errors the record has. */
  moreErrors: Scalars['Int']['output'];
  /** How the source lists it, where it lists records one by one. */
  part?: Maybe<Scalars['String']['output']>;
  /** Field, in the terms of the source; empty for the record as a whole. */
  path: Scalars['String']['output'];
  /** In the feed, or in the list of the source; from 1. */
  position?: Maybe<Scalars['Int']['output']>;
  /** What is wrong, for the provider. */
  reason: Scalars['String']['output'];
  /** Native id of the record, or `#` and its position where it has none. */
  record: Scalars['String']['output'];
  /** The run that found it last. */
  runId: Scalars['ID']['output'];
  /** Id of the source. */
  source: Scalars['ID']['output'];
  /** The offending value, shortened. */
  value?: Maybe<Scalars['String']['output']>;
};

/** Dead letters, source by source (Relay cursor connections). */
export type DeadLetterConnection = {
  __typename?: 'DeadLetterConnection';
  /** All of them by code. */
  byCode: Array<CodeCount>;
  /** The results with their cursors. */
  edges: Array<DeadLetterEdge>;
  /** The results without their cursors. */
  nodes: Array<DeadLetter>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact number of all results. */
  totalCount: Scalars['Int']['output'];
};

/** A DeadLetter result and its place. */
export type DeadLetterEdge = {
  __typename?: 'DeadLetterEdge';
  /** Place of the node; for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The result. */
  node: DeadLetter;
};

/** How many dead letters a source has. */
export type DeadLetterSummary = {
  __typename?: 'DeadLetterSummary';
  /** The run that changed them last began then. */
  at?: Maybe<Scalars['DateTime']['output']>;
  /** By the code of the first error of each. */
  byCode: Array<CodeCount>;
  /** Exact, also where only the first are kept whole. */
  total: Scalars['Int']['output'];
};

/** What a run would change. */
export type DryRun = {
  __typename?: 'DryRun';
  /** Offers whose content is another one. */
  changed: Scalars['Int']['output'];
  /** The first records of each kind. */
  first: Array<RecordChange>;
  /** Offers that were not there before, or came back. */
  new: Scalars['Int']['output'];
  /** Offers that are no longer in the catalogue. */
  withdrawn: Scalars['Int']['output'];
};

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

/** A level of education in a scheme such as ISCED 2011, as stated. */
export type EducationLevel = {
  __typename?: 'EducationLevel';
  /** Code of the level in its scheme. */
  code: Scalars['String']['output'];
  /** The scheme, as stated. */
  scheme?: Maybe<Scalars['String']['output']>;
};

/** How many offers have one element of Annex I. */
export type ElementCounts = {
  __typename?: 'ElementCounts';
  /** Offers without. */
  absent: Scalars['Int']['output'];
  /** Offers that have only close or derived values. */
  derived: Scalars['Int']['output'];
  /** The element. */
  element: AnnexIElement;
  /** Its name in English. */
  label: Scalars['String']['output'];
  /** Whether Annex I makes it mandatory. */
  mandatory: Scalars['Boolean']['output'];
  /** Offers with a value of exact evidence. */
  present: Scalars['Int']['output'];
};

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

/** The results counted by one field. */
export type Facet = {
  __typename?: 'Facet';
  /** Results that state no value at the asked tier of evidence. */
  notStated: Scalars['Int']['output'];
  /** Whether there are more values than are given. */
  truncated: Scalars['Boolean']['output'];
  /** Values that occur, the most frequent first; levels, numbers and months in their own order. */
  values: Array<FacetValue>;
};

/** A value of a facet. */
export type FacetValue = {
  __typename?: 'FacetValue';
  /** Exact number of results with this value in place of the facet’s own selection. */
  count: Scalars['Int']['output'];
  /** Name of the value, where it has one. */
  label?: Maybe<LocalizedText>;
  /** Code, id, number, month `YYYY-MM`, instant, or range `from-to` (the end not included; no end: `from-`). */
  value: Scalars['String']['output'];
};

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

/** A point on the WGS 84 ellipsoid. */
export type GeoPoint = {
  __typename?: 'GeoPoint';
  /** Latitude in decimal degrees. */
  latitude: Scalars['Float']['output'];
  /** Longitude in decimal degrees. */
  longitude: Scalars['Float']['output'];
};

/** Financial support for learners (ELM `Grant`). */
export type Grant = {
  __typename?: 'Grant';
  /** More about it. */
  text?: Maybe<LocalizedText>;
  /** Title of the grant. */
  title: LocalizedText;
  /** Where to read more. */
  url?: Maybe<Scalars['URL']['output']>;
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

/** A run that was asked for. */
export type HarvestJob = {
  __typename?: 'HarvestJob';
  /** How often a process took it. */
  attempts: Scalars['Int']['output'];
  /** When it was over. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why there was no run. */
  error?: Maybe<Scalars['String']['output']>;
  /** Whether it is applied though the guard would refuse it. */
  force: Scalars['Boolean']['output'];
  /** Id of the job; that of the run is another one. */
  id: Scalars['ID']['output'];
  /** What is done. */
  kind: HarvestJobKind;
  /** How far it is, up to a second old. */
  progress?: Maybe<HarvestProgress>;
  /** The run, once it is over. */
  run?: Maybe<AdminRun>;
  /** Id of the source. */
  source: Scalars['ID']['output'];
  /** When a process took it last. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How it stands. */
  state: HarvestJobState;
  /** When it was asked for. */
  submittedAt: Scalars['DateTime']['output'];
  /** Who asked for it. */
  trigger: HarvestJobTrigger;
  /** The process that runs or ran it, as `host:pid`. */
  worker?: Maybe<Scalars['String']['output']>;
};

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

/** How far a run is. */
export type HarvestProgress = {
  __typename?: 'HarvestProgress';
  /** `read`, then `index`. */
  phase: Scalars['String']['output'];
  /** Records read so far. */
  read: Scalars['Int']['output'];
  /** Records written so far. */
  written: Scalars['Int']['output'];
};

/** One harvest run of a source. */
export type HarvestRun = {
  __typename?: 'HarvestRun';
  /** What it changed, by kind; null for a run that was not applied, and for old ones. */
  changes?: Maybe<RunChangeCounts>;
  /** Records whose id came before in the same run. */
  duplicates: Scalars['Int']['output'];
  /** Records that were left out as they expired long ago. Of a run that was applied, all are written, unchanged, rejected, duplicates or expired. */
  expired: Scalars['Int']['output'];
  /** How much of the source it read; null for a run that was not applied. */
  extent?: Maybe<HarvestExtent>;
  /** When it was over. */
  finishedAt: Scalars['DateTime']['output'];
  /** Whether it mapped feeds again that an earlier run had kept, so that it is no fresher than that one. */
  fromKeptFeeds: Scalars['Boolean']['output'];
  /** Id of the run. */
  id: Scalars['ID']['output'];
  /** Problems by code. */
  issues: Array<IssueCount>;
  /** Records that were the same offer as records of other sources; null where that was not settled. */
  merged?: Maybe<Scalars['Int']['output']>;
  /** How it ended. */
  outcome: HarvestOutcome;
  /** Records that the feed holds. */
  read: Scalars['Int']['output'];
  /** Records that had errors and were left out. */
  rejected: Scalars['Int']['output'];
  /** How long it took, in seconds. */
  seconds: Scalars['Float']['output'];
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
  /** Records that had not changed. */
  unchanged: Scalars['Int']['output'];
  /** Records that are no longer in the catalogue. */
  withdrawn: Scalars['Int']['output'];
  /** Records that were new or changed. */
  written: Scalars['Int']['output'];
};

/** What became of a wish for a run. */
export type HarvestSubmission = {
  __typename?: 'HarvestSubmission';
  /** False when a job of the source was waiting or running: then that one is told. */
  isNew: Scalars['Boolean']['output'];
  /** The job. */
  job: HarvestJob;
};

/** A web page of an offer. */
export type Homepage = {
  __typename?: 'Homepage';
  /** BCP 47 tag of the page, where it is stated. */
  language?: Maybe<Scalars['String']['output']>;
  /** Address of the page. */
  url: Scalars['URL']['output'];
};

/** An identifier in a named register. */
export type Identifier = {
  __typename?: 'Identifier';
  /** Name or IRI of the register (SCHAC, DEQARINST, ETER, UKPRN …); null when the source names none. */
  scheme?: Maybe<Scalars['String']['output']>;
  /** The identifier. */
  value: Scalars['String']['output'];
};

/** What is known of the index. */
export type IndexFacts = {
  __typename?: 'IndexFacts';
  /** Documents in the index, withdrawn offers included. */
  documents: Scalars['Int']['output'];
  /** Version of the search engine. */
  engineVersion: Scalars['String']['output'];
  /** State that searches see now; null while it is not known. */
  generation?: Maybe<Scalars['String']['output']>;
  /** Offers that can be found. */
  offers: Scalars['Int']['output'];
  /** Organisations. */
  providers: Scalars['Int']['output'];
  /** Version of the settings and documents that the index is for. */
  version: Scalars['String']['output'];
};

/** The index is built anew, aside, and swapped in; searches go on. */
export type IndexRebuild = {
  __typename?: 'IndexRebuild';
  /** When it was over. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed. */
  error?: Maybe<Scalars['String']['output']>;
  /** Whether kept feeds are mapped again, not only records projected anew. */
  fromFeeds: Scalars['Boolean']['output'];
  /** Id of the rebuild. */
  id: Scalars['ID']['output'];
  /** How far it is. */
  progress?: Maybe<RebuildProgress>;
  /** What it came to. */
  result?: Maybe<RebuildResult>;
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
  /** How it stands. */
  state: IndexRebuildState;
  /** The process that does it, as `host:pid`. */
  worker: Scalars['String']['output'];
};

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

/** How often a problem occurred in a harvest run. */
export type IssueCount = {
  __typename?: 'IssueCount';
  /** Code of the problem (`INVALID_DATE`). */
  code: Scalars['String']['output'];
  /** Number of times, warnings included. */
  count: Scalars['Int']['output'];
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

/** What one can enrol in, with its dated runs (ELM 3 `LearningAchievementSpecification` and `LearningOpportunity`; MLO EN 15982). What the source does not state is null or empty; every value that may have come about otherwise carries its evidence. */
export type LearningOpportunity = Node & {
  __typename?: 'LearningOpportunity';
  /** Types of learning activity (EU list). */
  activityTypes: Array<SourcedConcept>;
  /** Records of other catalogues that are the same offer. A search finds only one of them, by all sources. */
  alsoOfferedBy: Array<SameOffer>;
  /** How complete it is described (Council Recommendation 2022/C 243/02, Annex I). */
  annexI: AnnexI;
  /** Languages of assessment (EU language authority). */
  assessmentLanguages: Array<SourcedConcept>;
  /** How learners are assessed (Annex I: type of assessment). */
  assessments: Array<Assessment>;
  /** Who awards the credential (ELM `awardingBody`; Annex I: awarding body). */
  awardingBodies: Array<Organisation>;
  /** Credentials that it leads to. */
  credentials: Array<AwardedCredential>;
  /** Credit points in all systems, as stated (Annex I: notional workload). */
  credits: Array<Credits>;
  /** Description: plain text, or HTML of the LOQ white list. */
  description?: Maybe<LocalizedText>;
  /** The description in every language that the source gives. */
  descriptions: Array<LocalizedText>;
  /** ECTS credits (Annex I: notional workload); never computed from hours. */
  ects?: Maybe<SourcedFloat>;
  /** Levels of education in other schemes. */
  educationLevels: Array<EducationLevel>;
  /** Level of the European Qualifications Framework (Annex I: level). */
  eqfLevel?: Maybe<SourcedEqfLevel>;
  /** Fields of education and training (ISCED-F 2013), as deep as is known. */
  fields: Array<SourcedConcept>;
  /** Grading scheme (ELM). */
  gradingScheme?: Maybe<LocalizedText>;
  /** Web pages of the offer. */
  homepages: Array<Homepage>;
  /** UUID of the object; it stays the same from harvest to harvest. */
  id: Scalars['ID']['output'];
  /** Types of learning opportunity (EU list). */
  kinds: Array<SourcedConcept>;
  /** Languages of instruction (EU language authority). */
  languages: Array<SourcedConcept>;
  /** Learning outcomes (ELM; Annex I: learning outcomes). */
  learningOutcomes: Array<LearningOutcome>;
  /** Licence of the description: SPDX id, address or name. */
  licence?: Maybe<Scalars['String']['output']>;
  /** Id of the record that searches find for this one, as it describes the same offer better. */
  mergedInto?: Maybe<Scalars['ID']['output']>;
  /** Whether it leads to a micro-credential (Council Recommendation 2022/C 243/02, clause 5); never inferred from its size. */
  microCredential?: Maybe<SourcedBoolean>;
  /** Modes of participation (EU learning assessment list; Annex I: form of participation). */
  modes: Array<SourcedConcept>;
  /** When the source last changed the record, as it states. */
  modifiedAtSource?: Maybe<Scalars['DateTime']['output']>;
  /** Its ids in the terms of the source. */
  nativeIds: Array<Identifier>;
  /** Earliest start of a run on or after the day `asOf`; runs that the source calls cancelled do not count. */
  nextStart?: Maybe<Scalars['Date']['output']>;
  /** True where the source says outright that the offer has no level. */
  notLevelled?: Maybe<Scalars['Boolean']['output']>;
  /** Levels of national qualifications frameworks. */
  nqfLevels: Array<NqfLevel>;
  /** Entry requirements (ELM; Annex I: prerequisites). */
  prerequisites?: Maybe<LocalizedText>;
  /** Where the record was read. */
  provenance: Provenance;
  /** Who offers the learning (ELM `providedBy`). */
  providers: Array<Organisation>;
  /** Cycle of the QF-EHEA, the Bologna framework (Annex I: cycle). */
  qfEheaCycle?: Maybe<SourcedConcept>;
  /** Quality assurance (ELM; Annex I: type of quality assurance). */
  qualityAssurance: Array<QualityAssurance>;
  /** How the credential is recognised (Annex II, principle 6). */
  recognition: Array<Recognition>;
  /** Its dated runs. */
  runs: Array<Run>;
  /** Learning schedule: full time, part time … (EU list). */
  schedules: Array<SourcedConcept>;
  /** Learning setting: formal or non-formal (EU list). */
  setting?: Maybe<SourcedConcept>;
  /** The catalogue that it was harvested from. */
  source: Source;
  /** Integration and stackability options (Annex I, optional element). */
  stackability?: Maybe<Stackability>;
  /** Where the offer stands on the day `asOf`. */
  status: LifecycleStatus;
  /** Subjects in other schemes, and free key words. */
  subjects: Array<Subject>;
  /** Supervision and identity verification during assessment (EU list; Annex I, optional element). */
  supervision?: Maybe<SourcedConcept>;
  /** Target groups (EU list). */
  targetGroups: Array<SourcedConcept>;
  /** Title in the asked language, else the nearest there is (Annex I: title). */
  title: LocalizedText;
  /** The title in every language that the source gives. */
  titles: Array<LocalizedText>;
  /** When the gateway first saw the record as it is now. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Set once the offer is no longer in its catalogue; then it is in no search result. */
  withdrawn?: Maybe<Withdrawal>;
  /** Notional workload in hours of 60 minutes (Annex I: notional workload). */
  workloadHours?: Maybe<SourcedRange>;
  /** The workload in the words of the source. */
  workloadStatement?: Maybe<LocalizedText>;
};

/** A LearningOpportunity result and its place. */
export type LearningOpportunityEdge = {
  __typename?: 'LearningOpportunityEdge';
  /** Place of the node; for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The result. */
  node: LearningOpportunity;
};

/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacets = {
  __typename?: 'LearningOpportunityFacets';
  /** Type of assessment (EU list). */
  assessmentType: Facet;
  /** Number of mandatory Annex I elements that are there. */
  completeness: Facet;
  /** Country (EU country authority). */
  country: Facet;
  /** Kind of credential. */
  credential: Facet;
  /** Month of the last day to apply. */
  deadline: Facet;
  /** ECTS credits. */
  ects: Facet;
  /** EQF level. */
  eqfLevel: Facet;
  /** ESCO skill of the learning outcomes. */
  escoSkill: Facet;
  /** Free of charge, where that is stated. */
  free: Facet;
  /** With financial support for learners. */
  funding: Facet;
  /** Field of education and training (ISCED-F 2013); a field counts what is in those below it. */
  iscedF: Facet;
  /** Type of learning opportunity (EU list), and `micro-credential`. */
  kind: Facet;
  /** Language of instruction (EU language authority). */
  language: Facet;
  /** Mode of participation (EU learning assessment list). */
  mode: Facet;
  /** Distance in km from the point in `filter.near`, cumulative; no values without it. */
  near: Facet;
  /** NUTS region; a region counts what is in those below it. */
  nuts: Facet;
  /** Place of a run whose coordinates are stated: `latitude,longitude name`. */
  place: Facet;
  /** Price in the currency of `filter.price`, else EUR, in ranges. */
  price: Facet;
  /** Provider, by id. */
  provider: Facet;
  /** Kind of provider (Recommendation, clause 5). */
  providerType: Facet;
  /** QF-EHEA cycle. */
  qfEheaCycle: Facet;
  /** Type of quality assurance (EU accreditation type), and who vouches for it. */
  qualityAssurance: Facet;
  /** Way of recognition (Annex II, principle 6). */
  recognition: Facet;
  /** Learning schedule (EU list). */
  schedule: Facet;
  /** Learning setting (EU list). */
  setting: Facet;
  /** Source, by id. */
  source: Facet;
  /** Stackable or stand-alone (Annex I). */
  stackability: Facet;
  /** Month of the first day of a run. */
  startDate: Facet;
  /** State on the day `asOf`; expired offers are counted here though they are among no results unless asked for. */
  status: Facet;
  /** Supervision and identity verification during assessment (EU list). */
  supervision: Facet;
  /** Target group (EU list). */
  targetGroup: Facet;
  /** New or changed in the gateway since an instant, cumulative. */
  updatedSince: Facet;
  /** Workload in hours, in ranges; an offer with a range counts in each one that it overlaps. */
  workloadHours: Facet;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsAssessmentTypeArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsCompletenessArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsCountryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsCredentialArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsDeadlineArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsEctsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsEqfLevelArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsEscoSkillArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsFreeArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsFundingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsIscedFArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  under?: InputMaybe<Scalars['String']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsKindArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsLanguageArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsModeArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsNearArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsNutsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  under?: InputMaybe<Scalars['String']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsPlaceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsPriceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsProviderArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsProviderTypeArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsQfEheaCycleArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsQualityAssuranceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsRecognitionArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsScheduleArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsSettingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsSourceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsStackabilityArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsStartDateArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsStatusArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsSupervisionArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsTargetGroupArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsUpdatedSinceArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index. */
export type LearningOpportunityFacetsWorkloadHoursArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

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

/** Results of a search for learning opportunities (Relay cursor connections). */
export type LearningOpportunitySearchConnection = {
  __typename?: 'LearningOpportunitySearchConnection';
  /** The results with their cursors. */
  edges: Array<LearningOpportunityEdge>;
  /** Counts of all results, not only of this page. */
  facets: LearningOpportunityFacets;
  /** State of the index that the whole answer was read from. */
  generation: Scalars['String']['output'];
  /** The results without their cursors. */
  nodes: Array<LearningOpportunity>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact number of all results. */
  totalCount: Scalars['Int']['output'];
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

/** What a learner knows, understands and can do afterwards (ELM `LearningOutcome`). */
export type LearningOutcome = {
  __typename?: 'LearningOutcome';
  /** How widely the skill is used (EU skill reuse level). */
  reuseLevel?: Maybe<SourcedConcept>;
  /** Skill or knowledge (EU skill type). */
  skillType?: Maybe<SourcedConcept>;
  /** Related ESCO skills. */
  skills: Array<SourcedConcept>;
  /** The outcome in words. */
  text?: Maybe<LocalizedText>;
  /** The words in every language that the source gives. */
  texts: Array<LocalizedText>;
};

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

/** A text and the language that it is in. */
export type LocalizedText = {
  __typename?: 'LocalizedText';
  /** BCP 47 tag of the text, which may be another than the one asked for; `und` where the source states none. */
  language: Scalars['String']['output'];
  /** The text. Descriptions may hold the HTML elements of the LOQ white list. */
  text: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** For administrators: has the rebuild that is under way on this server end; the old index stays. */
  cancelRebuild?: Maybe<IndexRebuild>;
  /** For administrators: takes a job away that waits, or has one that is under way end soon. Null when there is none of this id. */
  cancelRun?: Maybe<HarvestJob>;
  /** For administrators: has a source fetched to tell what a harvest would change; nothing is changed. */
  dryRun: HarvestSubmission;
  /** For administrators: has a source harvested. */
  harvest: HarvestSubmission;
  /** For administrators: builds the index anew, aside, and swaps it in; searches go on. While one is under way, that one is told. */
  rebuildIndex: IndexRebuild;
  /** For administrators: has harvests take a source forward again that was taken back to an earlier release. False when it was not. */
  releaseSource: Scalars['Boolean']['output'];
  /** For administrators: has the kept feeds of a source mapped again; the provider is not asked. */
  remap: HarvestSubmission;
  /** For administrators: has the dead letters of a source tried again, from its kept feeds or, where none are kept, by a harvest. */
  retryDeadLetters: HarvestSubmission;
  /** For administrators: takes a source back to the release before the last one, from its kept feeds, and holds it there until a forced harvest, or until it is released. */
  rollback: HarvestSubmission;
};


export type MutationCancelRunArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDryRunArgs = {
  source: Scalars['ID']['input'];
};


export type MutationHarvestArgs = {
  force?: Scalars['Boolean']['input'];
  source: Scalars['ID']['input'];
};


export type MutationRebuildIndexArgs = {
  fromFeeds?: Scalars['Boolean']['input'];
};


export type MutationReleaseSourceArgs = {
  source: Scalars['ID']['input'];
};


export type MutationRemapArgs = {
  source: Scalars['ID']['input'];
};


export type MutationRetryDeadLettersArgs = {
  source: Scalars['ID']['input'];
};


export type MutationRollbackArgs = {
  source: Scalars['ID']['input'];
};

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

/** An object with an id (Relay global object identification). */
export type Node = {
  /** UUID of the object; it stays the same from harvest to harvest. */
  id: Scalars['ID']['output'];
};

/** A level of a national qualifications framework, as stated; never turned into an EQF level. */
export type NqfLevel = {
  __typename?: 'NqfLevel';
  /** The level, where the EU list of national frameworks has it. */
  concept?: Maybe<Concept>;
  /** The framework, as stated. */
  framework?: Maybe<Scalars['String']['output']>;
  /** The level, as stated. */
  label: Scalars['String']['output'];
};

/** Who offers learning or awards credentials (ELM `Organisation`; "provider" of Council Recommendation 2022/C 243/02, clause 5). */
export type Organisation = Node & {
  __typename?: 'Organisation';
  /** City, as stated. */
  city?: Maybe<Scalars['String']['output']>;
  /** Country (EU country authority; Annex I: country of the issuer). */
  country?: Maybe<SourcedConcept>;
  /** Web site. */
  homepage?: Maybe<Scalars['URL']['output']>;
  /** UUID of the object; it stays the same from harvest to harvest. */
  id: Scalars['ID']['output'];
  /** Identifiers in registers. */
  identifiers: Array<Identifier>;
  /** Kinds of provider, of the scheme `provider-type`. */
  kinds: Array<SourcedConcept>;
  /** Name in the asked language, else the nearest there is. */
  name: LocalizedText;
  /** The name in every language that the source gives. */
  names: Array<LocalizedText>;
  /** NUTS region (Annex I: region of the issuer). */
  nuts?: Maybe<SourcedConcept>;
};

/** Where a page stands in its connection (Relay cursor connections). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last edge. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** When a run takes place (ELM `PeriodOfTime`). */
export type Period = {
  __typename?: 'Period';
  /** Last day. */
  end?: Maybe<Scalars['Date']['output']>;
  /** The period as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** How exact the days are. */
  precision: DatePrecision;
  /** First day. */
  start?: Maybe<Scalars['Date']['output']>;
};

/** Where a run takes place (ELM `Location`). */
export type Place = {
  __typename?: 'Place';
  /** Postal address. */
  address?: Maybe<Scalars['String']['output']>;
  /** City. */
  city?: Maybe<Scalars['String']['output']>;
  /** Country (EU country authority). */
  country?: Maybe<SourcedConcept>;
  /** Coordinates. */
  geo?: Maybe<GeoPoint>;
  /** Name of the place. */
  name?: Maybe<Scalars['String']['output']>;
  /** NUTS region, as deep as is known. */
  nuts?: Maybe<SourcedConcept>;
};

/** What one pays (ELM `PriceDetail`). */
export type Price = {
  __typename?: 'Price';
  /** Amount in the currency; null for a price that is only a text. */
  amount?: Maybe<Scalars['Float']['output']>;
  /** Currency (ISO 4217, EU currency authority). */
  currency?: Maybe<Concept>;
  /** What the price is for, in the words of the source. */
  kind?: Maybe<Scalars['String']['output']>;
  /** The price in words. */
  text?: Maybe<LocalizedText>;
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

/** A problem as it was found. */
export type ProblemExample = {
  __typename?: 'ProblemExample';
  /** The offending value, shortened. */
  excerpt?: Maybe<Scalars['String']['output']>;
  /** Whether it cost the record, not only a value of it. */
  isError: Scalars['Boolean']['output'];
  /** What is wrong. */
  message: Scalars['String']['output'];
  /** Where in the record, in the terms of the source. */
  path: Scalars['String']['output'];
  /** Native id of the record, or `#` and its position where it has none. */
  record: Scalars['String']['output'];
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

/** Where a record was read. */
export type Provenance = {
  __typename?: 'Provenance';
  /** File or address that the record was read from. */
  feed: Scalars['String']['output'];
  /** Id of the metadata format. */
  format: Scalars['String']['output'];
  /** Position of the record in the feed, from 1. */
  position: Scalars['Int']['output'];
  /** Native id of the record in the feed. */
  record: Scalars['String']['output'];
};

/** How complete the offers of one provider are. */
export type ProviderCompleteness = {
  __typename?: 'ProviderCompleteness';
  /** All mandatory elements together. */
  completeness: ReportedCompleteness;
  /** In the order of Annex I, mandatory ones first. */
  elements: Array<ElementCounts>;
  /** Id of the provider. */
  id: Scalars['ID']['output'];
  /** Its name, in English where there is one. */
  name: LocalizedText;
  /** Its offers in the source. */
  offers: Scalars['Int']['output'];
};

/** Providers (Relay cursor connections). */
export type ProviderConnection = {
  __typename?: 'ProviderConnection';
  /** The results with their cursors. */
  edges: Array<ProviderEdge>;
  /** The results without their cursors. */
  nodes: Array<Organisation>;
  /** Where this page stands. */
  pageInfo: PageInfo;
  /** Exact number of all results. */
  totalCount: Scalars['Int']['output'];
};

/** A Provider result and its place. */
export type ProviderEdge = {
  __typename?: 'ProviderEdge';
  /** Place of the node; for `after` and `before`. */
  cursor: Scalars['String']['output'];
  /** The result. */
  node: Organisation;
};

/** Quality assurance behind an offer (ELM `Accreditation`; Annex I: type of quality assurance). */
export type QualityAssurance = {
  __typename?: 'QualityAssurance';
  /** The agency. */
  agency?: Maybe<Scalars['String']['output']>;
  /** How the statement came to be in the record. */
  basis: Basis;
  /** The decision, where there is one. */
  decision?: Maybe<QualityDecision>;
  /** Who vouches for it. */
  evidence: QualityAssuranceEvidence;
  /** The report. */
  reportUrl?: Maybe<Scalars['URL']['output']>;
  /** What was assured; null where it is not stated. */
  scope?: Maybe<QualityAssuranceScope>;
  /** The quality assurance in words. */
  text?: Maybe<LocalizedText>;
  /** Type of accreditation (EU list). */
  type?: Maybe<SourcedConcept>;
  /** First day of validity. */
  validFrom?: Maybe<Scalars['Date']['output']>;
  /** Last day of validity. */
  validTo?: Maybe<Scalars['Date']['output']>;
};

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

export type Query = {
  __typename?: 'Query';
  /** For administrators: needs the header `Authorization: Bearer` with their token, and POST. */
  admin: AdminQuery;
  /** Several learning opportunities, in the order of the ids; null for an id that is not known. */
  learningOpportunities: Array<Maybe<LearningOpportunity>>;
  /** One learning opportunity; null when the id is not known. One that was withdrawn says so in `withdrawn`. */
  learningOpportunity?: Maybe<LearningOpportunity>;
  /** A learning opportunity or provider by id (Relay global object identification); null when it is not known. */
  node?: Maybe<Node>;
  /** Several objects, in the order of the ids; null for an id that is not known. */
  nodes: Array<Maybe<Node>>;
  /** One provider; null when the id is not known. */
  provider?: Maybe<Organisation>;
  /** The providers of all offers (Relay cursor connections). */
  providers: ProviderConnection;
  /** Searches the learning opportunities of all sources. Only what is selected is fetched and counted; without `edges`, `nodes` and `pageInfo` the answer has counts only. */
  searchLearningOpportunities: LearningOpportunitySearchConnection;
  /** The configured sources, each with its last harvest. */
  sources: Array<Source>;
  /** What a reader who types may mean: titles of offers, and the fields, skills, providers and places that offers have. The best of each kind first, in the order of `kinds`. */
  suggest: Array<Suggestion>;
  /** A controlled vocabulary with its concepts: the codes that filters take. */
  vocabulary: Vocabulary;
};


export type QueryLearningOpportunitiesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  evidence?: InputMaybe<Evidence>;
  ids: Array<Scalars['ID']['input']>;
  language?: InputMaybe<Scalars['String']['input']>;
};


export type QueryLearningOpportunityArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  evidence?: InputMaybe<Evidence>;
  id: Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
};


export type QueryNodeArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  evidence?: InputMaybe<Evidence>;
  id: Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
};


export type QueryNodesArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  evidence?: InputMaybe<Evidence>;
  ids: Array<Scalars['ID']['input']>;
  language?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProviderArgs = {
  id: Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProvidersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<Scalars['String']['input']>;
  language?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySearchLearningOpportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Scalars['Date']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  evidence?: InputMaybe<Evidence>;
  filter?: InputMaybe<LearningOpportunityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  language?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<Array<LearningOpportunitySort>>;
};


export type QuerySuggestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<SuggestionKind>>;
  language?: InputMaybe<Scalars['String']['input']>;
  query: Scalars['String']['input'];
};


export type QueryVocabularyArgs = {
  language?: InputMaybe<Scalars['String']['input']>;
  scheme: Scalars['String']['input'];
};

/** How far a rebuild is. */
export type RebuildProgress = {
  __typename?: 'RebuildProgress';
  /** Offers that are done. */
  done: Scalars['Int']['output'];
  /** `wait`, `copy`, `map`, `check`, `swap` or `done`. */
  phase: Scalars['String']['output'];
  /** The source that it works on. */
  source?: Maybe<Scalars['ID']['output']>;
  /** Offers in all. */
  total: Scalars['Int']['output'];
};

/** What a rebuild came to. */
export type RebuildResult = {
  __typename?: 'RebuildResult';
  /** Offers in the new index. */
  offers: Scalars['Int']['output'];
  /** How long it took, in seconds. */
  seconds: Scalars['Float']['output'];
  /** Withdrawn ones, which are only answered for. */
  withdrawn: Scalars['Int']['output'];
};

/** A way in which the credential is recognised (Council Recommendation 2022/C 243/02, Annex II, principle 6). */
export type Recognition = {
  __typename?: 'Recognition';
  /** Who recognises. */
  by?: Maybe<Scalars['String']['output']>;
  /** The way, of the scheme `recognition-option`. */
  option: SourcedConcept;
  /** Whether it is granted or may be. */
  status?: Maybe<RecognitionStatus>;
  /** The recognition in words. */
  text?: Maybe<LocalizedText>;
  /** More about it. */
  url?: Maybe<Scalars['URL']['output']>;
};

/** Whether an entitlement is granted or may be (ELM entitlement status). */
export type RecognitionStatus =
  /** Whoever holds the credential is entitled. */
  | 'ACTUAL'
  /** Whoever holds the credential may be entitled. */
  | 'PROSPECTIVE';

/** A record that a run changed, or would change. */
export type RecordChange = {
  __typename?: 'RecordChange';
  /** What happened to it. */
  change: RecordChangeKind;
  /** Id of the offer. */
  id: Scalars['ID']['output'];
  /** Its id in the source; empty where it is not known. */
  nativeId: Scalars['String']['output'];
  /** Its title in the first of its languages; empty where it is not known. */
  title: Scalars['String']['output'];
};

/** What a run did to a record. */
export type RecordChangeKind =
  /** Its content is another one. */
  | 'CHANGED'
  /** It was not there before, or came back. */
  | 'NEW'
  /** It is no longer in the catalogue. */
  | 'WITHDRAWN';

/** Another offer or credential that this one is related to, as stated. */
export type RelatedOffer = {
  __typename?: 'RelatedOffer';
  /** Its id in this gateway, where the same source offers it too; it may have been left out or withdrawn. */
  id?: Maybe<Scalars['ID']['output']>;
  /** Its id in the terms of the source, where it is no offer of it. */
  nativeId?: Maybe<Scalars['String']['output']>;
  /** Its title. */
  title?: Maybe<LocalizedText>;
  /** Its address. */
  url?: Maybe<Scalars['URL']['output']>;
};

/** How complete offers are by the mandatory elements of Annex I. */
export type ReportedCompleteness = {
  __typename?: 'ReportedCompleteness';
  /** Offers with all nine. */
  complete: Scalars['Int']['output'];
  /** Offers by the number of elements present: the first is for 0, the last for 9. */
  distribution: Array<Scalars['Int']['output']>;
  /** Elements present on average, of nine; null without offers. */
  mean?: Maybe<Scalars['Float']['output']>;
};

/** How many offers can be found today, and how they stand. */
export type ReportedOffers = {
  __typename?: 'ReportedOffers';
  /** Expired. */
  expired: Scalars['Int']['output'];
  /** Open. */
  open: Scalars['Int']['output'];
  /** All that can be found. */
  total: Scalars['Int']['output'];
  /** Without dates to judge by. */
  undated: Scalars['Int']['output'];
  /** Upcoming. */
  upcoming: Scalars['Int']['output'];
  /** No longer in the catalogue; in no other number. */
  withdrawn: Scalars['Int']['output'];
};

/** What is wrong with the records of a source. */
export type ReportedProblems = {
  __typename?: 'ReportedProblems';
  /** The most frequent first. */
  byCode: Array<CodeProblems>;
  /** Those that cost the record; null where only counts are known. */
  errors?: Maybe<Scalars['Int']['output']>;
  /** Which run they are from. */
  scope: ProblemScope;
  /** Those that cost a value. */
  warnings?: Maybe<Scalars['Int']['output']>;
};

/** A dated, placed run of an offer (ELM `LearningOpportunity`, MLO EN 15982 instance). */
export type Run = {
  __typename?: 'Run';
  /** When one can apply. */
  applicationWindows: Array<ApplicationWindow>;
  /** Number of learners that can take part. */
  capacity?: Maybe<Scalars['Int']['output']>;
  /** Time from beginning to end, which is not the workload. */
  duration?: Maybe<Scalars['Duration']['output']>;
  /** Free of charge, where that is stated; never concluded from a missing price. */
  free?: Maybe<SourcedBoolean>;
  /** Financial support for learners. */
  grants: Array<Grant>;
  /** UUID of the run; it stays the same from harvest to harvest. */
  id: Scalars['ID']['output'];
  /** Languages of instruction (EU language authority). */
  languages: Array<SourcedConcept>;
  /** Modes of participation (EU learning assessment list; Annex I: form of participation). */
  modes: Array<SourcedConcept>;
  /** Its ids in the terms of the source. */
  nativeIds: Array<Identifier>;
  /** When it takes place. */
  period?: Maybe<Period>;
  /** Where it takes place. */
  places: Array<Place>;
  /** What one pays. */
  prices: Array<Price>;
  /** Learning schedule (EU list). */
  schedules: Array<SourcedConcept>;
  /** State as the source says; the dates are judged by `LearningOpportunity.status`. */
  state: RunState;
};

/** How many offers a run changed. */
export type RunChangeCounts = {
  __typename?: 'RunChangeCounts';
  /** Offers whose content is another one. */
  changed: Scalars['Int']['output'];
  /** Offers that were not there before, or came back. */
  new: Scalars['Int']['output'];
  /** Offers that are no longer in the catalogue. */
  withdrawn: Scalars['Int']['output'];
};

/** Why a run was not applied. */
export type RunError = {
  __typename?: 'RunError';
  /** Code of the error (`REFUSED_DROP`). */
  code: Scalars['String']['output'];
  /** What is wrong. */
  message: Scalars['String']['output'];
};

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

/** A record of another catalogue that is the same offer. */
export type SameOffer = {
  __typename?: 'SameOffer';
  /** Whether the sources state what shows it, the rule derives it, or (`SOURCE`) the operator declares it. */
  basis: Basis;
  /** Web pages that it names. */
  homepages: Array<Homepage>;
  /** Id of the record; `learningOpportunity` answers it with all that it says. */
  id: Scalars['ID']['output'];
  /** Where the record was read. */
  provenance: Provenance;
  /** Why it is the same offer. */
  rule: DuplicateRule;
  /** What it has in common with another record of the offer. */
  shared?: Maybe<Scalars['String']['output']>;
  /** The catalogue that it was harvested from. */
  source: Source;
};

/** Offers of a source that other sources have too. */
export type SharedOffers = {
  __typename?: 'SharedOffers';
  /** Of those, the ones that searches find; for the others, they find the better description. */
  inFront: Scalars['Int']['output'];
  /** How many. */
  offers: Scalars['Int']['output'];
  /** By source, most first. */
  with: Array<SharedWith>;
};

/** Offers that a source shares with another one. */
export type SharedWith = {
  __typename?: 'SharedWith';
  /** How many. */
  offers: Scalars['Int']['output'];
  /** Id of the other source. */
  source: Scalars['ID']['output'];
};

/** Direction of an order. */
export type SortDirection =
  /** Smallest, earliest or nearest first. */
  | 'ASC'
  /** Largest, latest or farthest first. */
  | 'DESC';

/** A catalogue that offers are harvested from. */
export type Source = {
  __typename?: 'Source';
  /** Whom to name when the data are used. */
  attribution?: Maybe<Scalars['String']['output']>;
  /** What the catalogue holds. */
  description?: Maybe<Scalars['String']['output']>;
  /** Whether it is harvested. */
  enabled: Scalars['Boolean']['output'];
  /** Id of its metadata format; null where it is sniffed from the feed. */
  format?: Maybe<Scalars['String']['output']>;
  /** Web site of the catalogue. */
  homepage?: Maybe<Scalars['URL']['output']>;
  /** Id of the source, as filters take it. */
  id: Scalars['ID']['output'];
  /** Why the last run failed; null when it did not. */
  lastError?: Maybe<SourceError>;
  /** The last run. */
  lastRun?: Maybe<HarvestRun>;
  /** When the last run that applied its feed was over. */
  lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** Licence of the catalogue. */
  licence?: Maybe<Scalars['String']['output']>;
  /** Name of the catalogue; the id where the source is no longer configured. */
  name: Scalars['String']['output'];
  /** Where the catalogue was taken from. */
  origin?: Maybe<Scalars['String']['output']>;
  /** Offers that are indexed; null where the source is no longer configured. */
  records?: Maybe<Scalars['Int']['output']>;
};

/** Why a source could not be harvested. */
export type SourceError = {
  __typename?: 'SourceError';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Code of the error (`FEED_MALFORMED`). */
  code: Scalars['String']['output'];
  /** What is wrong, for the provider. */
  message: Scalars['String']['output'];
};

/** How a source is, and why. */
export type SourceHealth = {
  __typename?: 'SourceHealth';
  /** Why, in plain English. */
  reason: Scalars['String']['output'];
  /** Since when it is so, where that is known. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** When it is or was stale without another applied run; null where none was applied. */
  staleAt?: Maybe<Scalars['DateTime']['output']>;
  /** How it is. */
  state: SourceHealthState;
};

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

/** How good the catalogue of a source is, or a provider’s part of it. */
export type SourceReport = {
  __typename?: 'SourceReport';
  /** The day by which offers are open, upcoming or expired. */
  asOf: Scalars['Date']['output'];
  /** All mandatory elements together. */
  completeness: ReportedCompleteness;
  /** Records with an id that came before; null where it is not known. */
  duplicates?: Maybe<Scalars['Int']['output']>;
  /** In the order of Annex I, mandatory ones first. */
  elements: Array<ElementCounts>;
  /** When it was made. */
  generatedAt: Scalars['DateTime']['output'];
  /** The same offers in other sources. */
  merged: SharedOffers;
  /** Newest date of change that the source states. */
  newestModifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The offers. */
  offers: ReportedOffers;
  /** Oldest date of change that the source states. */
  oldestModifiedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is wrong with its records. */
  problems: ReportedProblems;
  /** The first 200 providers, most offers first; none in the report on one of them. */
  providers: Array<ProviderCompleteness>;
};

/** Whether a report is there. */
export type SourceReportState =
  /** It is being made: ask again. */
  | 'BUILDING'
  /** It is there. */
  | 'READY';

/** Yes or no, with its evidence. */
export type SourcedBoolean = {
  __typename?: 'SourcedBoolean';
  /** How the value came to be in the record. */
  basis: Basis;
  /** The value as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** Where in the source record the value was read. */
  path?: Maybe<Scalars['String']['output']>;
  /** Crosswalk, rule or authority; there whenever the basis is not `STATED`. */
  rule?: Maybe<Scalars['String']['output']>;
  /** Yes or no. */
  value: Scalars['Boolean']['output'];
};

/** A concept with its evidence. */
export type SourcedConcept = {
  __typename?: 'SourcedConcept';
  /** How the value came to be in the record. */
  basis: Basis;
  /** The concept. */
  concept: Concept;
  /** The value as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** Where in the source record the value was read. */
  path?: Maybe<Scalars['String']['output']>;
  /** Crosswalk, rule or authority; there whenever the basis is not `STATED`. */
  rule?: Maybe<Scalars['String']['output']>;
};

/** A level of the European Qualifications Framework, with its evidence. */
export type SourcedEqfLevel = {
  __typename?: 'SourcedEqfLevel';
  /** How the value came to be in the record. */
  basis: Basis;
  /** The level as a concept of the EU list. */
  concept: Concept;
  /** EQF level, 1 to 8. */
  level: Scalars['Int']['output'];
  /** The value as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** Where in the source record the value was read. */
  path?: Maybe<Scalars['String']['output']>;
  /** Crosswalk, rule or authority; there whenever the basis is not `STATED`. */
  rule?: Maybe<Scalars['String']['output']>;
};

/** A number with its evidence. */
export type SourcedFloat = {
  __typename?: 'SourcedFloat';
  /** How the value came to be in the record. */
  basis: Basis;
  /** The value as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** Where in the source record the value was read. */
  path?: Maybe<Scalars['String']['output']>;
  /** Crosswalk, rule or authority; there whenever the basis is not `STATED`. */
  rule?: Maybe<Scalars['String']['output']>;
  /** The number. */
  value: Scalars['Float']['output'];
};

/** A range of numbers with its evidence; both ends are the same for one number. */
export type SourcedRange = {
  __typename?: 'SourcedRange';
  /** How the value came to be in the record. */
  basis: Basis;
  /** Largest value. */
  max: Scalars['Float']['output'];
  /** Smallest value. */
  min: Scalars['Float']['output'];
  /** The value as the source writes it, where it differs. */
  native?: Maybe<Scalars['String']['output']>;
  /** Where in the source record the value was read. */
  path?: Maybe<Scalars['String']['output']>;
  /** Crosswalk, rule or authority; there whenever the basis is not `STATED`. */
  rule?: Maybe<Scalars['String']['output']>;
};

/** Integration and stackability options (Annex I, optional element). Whoever receives the credential decides what it counts for. */
export type Stackability = {
  __typename?: 'Stackability';
  /** Parts of this offer. */
  hasPart: Array<RelatedOffer>;
  /** What this offer is a part of. */
  isPartOf: Array<RelatedOffer>;
  /** Stackable or stand-alone, of the scheme `stackability`. */
  kind?: Maybe<SourcedConcept>;
  /** What this offer leads to. */
  leadsTo: Array<RelatedOffer>;
  /** The options in words. */
  text?: Maybe<LocalizedText>;
};

/** A subject in another scheme than ISCED-F, or a free key word, as stated. */
export type Subject = {
  __typename?: 'Subject';
  /** Code in the scheme. */
  code?: Maybe<Scalars['String']['output']>;
  /** Name of the subject. */
  label?: Maybe<Scalars['String']['output']>;
  /** BCP 47 tag of the name, where it is stated. */
  language?: Maybe<Scalars['String']['output']>;
  /** The scheme, as stated; null for a free key word. */
  scheme?: Maybe<Scalars['String']['output']>;
};

/** Something that a reader who types may mean. */
export type Suggestion = {
  __typename?: 'Suggestion';
  /** What the filter takes: a code for `iscedF` or `escoSkill`, an id for `provider`, a key for `place`; the id of the offer for a title. */
  code: Scalars['String']['output'];
  /** Offers that it stands for, whatever else is asked for; null for providers and titles. */
  count?: Maybe<Scalars['Int']['output']>;
  /** What it is. */
  kind: SuggestionKind;
  /** Latitude of a place. */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Longitude of a place. */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** Its name. */
  text: LocalizedText;
};

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

/** A controlled vocabulary (a SKOS concept scheme). */
export type Vocabulary = {
  __typename?: 'Vocabulary';
  /** The listed concepts. */
  concepts: Array<Concept>;
  /** Id of the vocabulary. */
  id: Scalars['ID']['output'];
  /** Whether the list is a selection: then filters also take concepts that are not listed. */
  open: Scalars['Boolean']['output'];
  /** IRI of the concept scheme. */
  scheme: Scalars['String']['output'];
  /** Version of the list, in the terms of its authority. */
  version: Scalars['String']['output'];
};

/** That an offer is no longer in its catalogue. */
export type Withdrawal = {
  __typename?: 'Withdrawal';
  /** When the gateway noticed. */
  at: Scalars['DateTime']['output'];
  /** Why it counts as withdrawn. */
  reason: Scalars['String']['output'];
};

export type ExampleIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExampleIdsQuery = { __typename?: 'Query', searchLearningOpportunities: { __typename?: 'LearningOpportunitySearchConnection', nodes: Array<{ __typename?: 'LearningOpportunity', id: string }> } };

export type ProviderNamesQueryVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
}>;


export type ProviderNamesQuery = { __typename?: 'Query', nodes: Array<
    | { __typename?: 'LearningOpportunity', id: string }
    | { __typename?: 'Organisation', id: string, name: { __typename?: 'LocalizedText', text: string, language: string } }
   | null> };

export type TermNamesQueryVariables = Exact<{
  scheme: Scalars['String']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
}>;


export type TermNamesQuery = { __typename?: 'Query', vocabulary: { __typename?: 'Vocabulary', concepts: Array<{ __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> } };

export type OfferQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
}>;


export type OfferQuery = { __typename?: 'Query', learningOpportunity?: { __typename?: 'LearningOpportunity', mergedInto?: string | null, id: string, notLevelled?: boolean | null, nextStart?: string | null, status: LifecycleStatus, licence?: string | null, modifiedAtSource?: string | null, updatedAt?: string | null, titles: Array<{ __typename?: 'LocalizedText', text: string, language: string }>, source: { __typename?: 'Source', lastSuccessAt?: string | null, id: string, name: string, homepage?: string | null, licence?: string | null, attribution?: string | null }, nativeIds: Array<{ __typename?: 'Identifier', scheme?: string | null, value: string }>, provenance: { __typename?: 'Provenance', format: string, feed: string, record: string, position: number }, alsoOfferedBy: Array<{ __typename?: 'SameOffer', id: string, rule: DuplicateRule, source: { __typename?: 'Source', name: string, homepage?: string | null } }>, stackability?: { __typename?: 'Stackability', hasPart: Array<{ __typename?: 'RelatedOffer', id?: string | null, url?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, isPartOf: Array<{ __typename?: 'RelatedOffer', id?: string | null, url?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, leadsTo: Array<{ __typename?: 'RelatedOffer', id?: string | null, url?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null, title: { __typename?: 'LocalizedText', text: string, language: string }, description?: { __typename?: 'LocalizedText', text: string, language: string } | null, kinds: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, microCredential?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, learningOutcomes: Array<{ __typename?: 'LearningOutcome', text?: { __typename?: 'LocalizedText', text: string, language: string } | null, skills: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, credits: Array<{ __typename?: 'Credits', system: string, value: number, level?: string | null, systemConcept?: { __typename?: 'Concept', label?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null }>, ects?: { __typename?: 'SourcedFloat', value: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadHours?: { __typename?: 'SourcedRange', min: number, max: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadStatement?: { __typename?: 'LocalizedText', text: string, language: string } | null, eqfLevel?: { __typename?: 'SourcedEqfLevel', level: number, basis: Basis, rule?: string | null, native?: string | null } | null, nqfLevels: Array<{ __typename?: 'NqfLevel', framework?: string | null, label: string }>, qfEheaCycle?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, educationLevels: Array<{ __typename?: 'EducationLevel', scheme?: string | null, code: string }>, fields: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, subjects: Array<{ __typename?: 'Subject', label?: string | null, language?: string | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, assessmentLanguages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, setting?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, assessments: Array<{ __typename?: 'Assessment', type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, gradingScheme?: { __typename?: 'LocalizedText', text: string, language: string } | null, activityTypes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, supervision?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, prerequisites?: { __typename?: 'LocalizedText', text: string, language: string } | null, targetGroups: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, awardingBodies: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, providers: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, qualityAssurance: Array<{ __typename?: 'QualityAssurance', evidence: QualityAssuranceEvidence, agency?: string | null, decision?: QualityDecision | null, validFrom?: string | null, validTo?: string | null, reportUrl?: string | null, type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, recognition: Array<{ __typename?: 'Recognition', status?: RecognitionStatus | null, by?: string | null, url?: string | null, option: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, credentials: Array<{ __typename?: 'AwardedCredential', digitalFormat?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null, kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, homepages: Array<{ __typename?: 'Homepage', url: string, language?: string | null }>, runs: Array<{ __typename?: 'Run', id: string, duration?: string | null, state: RunState, capacity?: number | null, period?: { __typename?: 'Period', start?: string | null, end?: string | null, precision: DatePrecision, native?: string | null } | null, applicationWindows: Array<{ __typename?: 'ApplicationWindow', opens?: string | null, closes?: string | null, url?: string | null }>, places: Array<{ __typename?: 'Place', name?: string | null, address?: string | null, city?: string | null, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, geo?: { __typename?: 'GeoPoint', latitude: number, longitude: number } | null }>, prices: Array<{ __typename?: 'Price', amount?: number | null, kind?: string | null, currency?: { __typename?: 'Concept', code: string } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, free?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, grants: Array<{ __typename?: 'Grant', url?: string | null, title: { __typename?: 'LocalizedText', text: string, language: string }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, annexI: { __typename?: 'AnnexI', present: number, of: number, elements: Array<{ __typename?: 'AnnexIElementState', element: AnnexIElement, state: ElementState, mandatory: boolean, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, withdrawn?: { __typename?: 'Withdrawal', at: string, reason: string } | null } | null };

export type OffersQueryVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
}>;


export type OffersQuery = { __typename?: 'Query', learningOpportunities: Array<{ __typename?: 'LearningOpportunity', id: string, notLevelled?: boolean | null, nextStart?: string | null, status: LifecycleStatus, licence?: string | null, modifiedAtSource?: string | null, updatedAt?: string | null, title: { __typename?: 'LocalizedText', text: string, language: string }, description?: { __typename?: 'LocalizedText', text: string, language: string } | null, kinds: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, microCredential?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, learningOutcomes: Array<{ __typename?: 'LearningOutcome', text?: { __typename?: 'LocalizedText', text: string, language: string } | null, skills: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, credits: Array<{ __typename?: 'Credits', system: string, value: number, level?: string | null, systemConcept?: { __typename?: 'Concept', label?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null }>, ects?: { __typename?: 'SourcedFloat', value: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadHours?: { __typename?: 'SourcedRange', min: number, max: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadStatement?: { __typename?: 'LocalizedText', text: string, language: string } | null, eqfLevel?: { __typename?: 'SourcedEqfLevel', level: number, basis: Basis, rule?: string | null, native?: string | null } | null, nqfLevels: Array<{ __typename?: 'NqfLevel', framework?: string | null, label: string }>, qfEheaCycle?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, educationLevels: Array<{ __typename?: 'EducationLevel', scheme?: string | null, code: string }>, fields: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, subjects: Array<{ __typename?: 'Subject', label?: string | null, language?: string | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, assessmentLanguages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, setting?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, assessments: Array<{ __typename?: 'Assessment', type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, gradingScheme?: { __typename?: 'LocalizedText', text: string, language: string } | null, activityTypes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, supervision?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, prerequisites?: { __typename?: 'LocalizedText', text: string, language: string } | null, targetGroups: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, awardingBodies: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, providers: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, qualityAssurance: Array<{ __typename?: 'QualityAssurance', evidence: QualityAssuranceEvidence, agency?: string | null, decision?: QualityDecision | null, validFrom?: string | null, validTo?: string | null, reportUrl?: string | null, type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, recognition: Array<{ __typename?: 'Recognition', status?: RecognitionStatus | null, by?: string | null, url?: string | null, option: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, stackability?: { __typename?: 'Stackability', kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null, credentials: Array<{ __typename?: 'AwardedCredential', digitalFormat?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null, kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, homepages: Array<{ __typename?: 'Homepage', url: string, language?: string | null }>, runs: Array<{ __typename?: 'Run', id: string, duration?: string | null, state: RunState, capacity?: number | null, period?: { __typename?: 'Period', start?: string | null, end?: string | null, precision: DatePrecision, native?: string | null } | null, applicationWindows: Array<{ __typename?: 'ApplicationWindow', opens?: string | null, closes?: string | null, url?: string | null }>, places: Array<{ __typename?: 'Place', name?: string | null, address?: string | null, city?: string | null, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, geo?: { __typename?: 'GeoPoint', latitude: number, longitude: number } | null }>, prices: Array<{ __typename?: 'Price', amount?: number | null, kind?: string | null, currency?: { __typename?: 'Concept', code: string } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, free?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, grants: Array<{ __typename?: 'Grant', url?: string | null, title: { __typename?: 'LocalizedText', text: string, language: string }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, annexI: { __typename?: 'AnnexI', present: number, of: number, elements: Array<{ __typename?: 'AnnexIElementState', element: AnnexIElement, state: ElementState, mandatory: boolean, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, source: { __typename?: 'Source', id: string, name: string, homepage?: string | null, licence?: string | null, attribution?: string | null }, withdrawn?: { __typename?: 'Withdrawal', at: string, reason: string } | null } | null> };

export type OfferFactsFragment = { __typename?: 'LearningOpportunity', id: string, notLevelled?: boolean | null, nextStart?: string | null, status: LifecycleStatus, licence?: string | null, modifiedAtSource?: string | null, updatedAt?: string | null, title: { __typename?: 'LocalizedText', text: string, language: string }, description?: { __typename?: 'LocalizedText', text: string, language: string } | null, kinds: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, microCredential?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, learningOutcomes: Array<{ __typename?: 'LearningOutcome', text?: { __typename?: 'LocalizedText', text: string, language: string } | null, skills: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, credits: Array<{ __typename?: 'Credits', system: string, value: number, level?: string | null, systemConcept?: { __typename?: 'Concept', label?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null }>, ects?: { __typename?: 'SourcedFloat', value: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadHours?: { __typename?: 'SourcedRange', min: number, max: number, basis: Basis, rule?: string | null, native?: string | null } | null, workloadStatement?: { __typename?: 'LocalizedText', text: string, language: string } | null, eqfLevel?: { __typename?: 'SourcedEqfLevel', level: number, basis: Basis, rule?: string | null, native?: string | null } | null, nqfLevels: Array<{ __typename?: 'NqfLevel', framework?: string | null, label: string }>, qfEheaCycle?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, educationLevels: Array<{ __typename?: 'EducationLevel', scheme?: string | null, code: string }>, fields: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, subjects: Array<{ __typename?: 'Subject', label?: string | null, language?: string | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, assessmentLanguages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, setting?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, assessments: Array<{ __typename?: 'Assessment', type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, gradingScheme?: { __typename?: 'LocalizedText', text: string, language: string } | null, activityTypes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, supervision?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, prerequisites?: { __typename?: 'LocalizedText', text: string, language: string } | null, targetGroups: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, awardingBodies: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, providers: Array<{ __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, qualityAssurance: Array<{ __typename?: 'QualityAssurance', evidence: QualityAssuranceEvidence, agency?: string | null, decision?: QualityDecision | null, validFrom?: string | null, validTo?: string | null, reportUrl?: string | null, type?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, recognition: Array<{ __typename?: 'Recognition', status?: RecognitionStatus | null, by?: string | null, url?: string | null, option: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, stackability?: { __typename?: 'Stackability', kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null } | null, credentials: Array<{ __typename?: 'AwardedCredential', digitalFormat?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null, kind?: { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, homepages: Array<{ __typename?: 'Homepage', url: string, language?: string | null }>, runs: Array<{ __typename?: 'Run', id: string, duration?: string | null, state: RunState, capacity?: number | null, period?: { __typename?: 'Period', start?: string | null, end?: string | null, precision: DatePrecision, native?: string | null } | null, applicationWindows: Array<{ __typename?: 'ApplicationWindow', opens?: string | null, closes?: string | null, url?: string | null }>, places: Array<{ __typename?: 'Place', name?: string | null, address?: string | null, city?: string | null, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null, geo?: { __typename?: 'GeoPoint', latitude: number, longitude: number } | null }>, prices: Array<{ __typename?: 'Price', amount?: number | null, kind?: string | null, currency?: { __typename?: 'Concept', code: string } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, free?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, grants: Array<{ __typename?: 'Grant', url?: string | null, title: { __typename?: 'LocalizedText', text: string, language: string }, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, schedules: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, annexI: { __typename?: 'AnnexI', present: number, of: number, elements: Array<{ __typename?: 'AnnexIElementState', element: AnnexIElement, state: ElementState, mandatory: boolean, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, source: { __typename?: 'Source', id: string, name: string, homepage?: string | null, licence?: string | null, attribution?: string | null }, withdrawn?: { __typename?: 'Withdrawal', at: string, reason: string } | null };

export type ShownFragment = { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } };

export type WhoFragment = { __typename?: 'Organisation', id: string, city?: string | null, homepage?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null };

export type PathFragment = { __typename?: 'RelatedOffer', id?: string | null, url?: string | null, title?: { __typename?: 'LocalizedText', text: string, language: string } | null };

export type SearchCountQueryVariables = Exact<{
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LearningOpportunityFilter>;
  evidence?: InputMaybe<Evidence>;
}>;


export type SearchCountQuery = { __typename?: 'Query', searchLearningOpportunities: { __typename?: 'LearningOpportunitySearchConnection', totalCount: number } };

export type SearchFacetsQueryVariables = Exact<{
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LearningOpportunityFilter>;
  evidence?: InputMaybe<Evidence>;
  language?: InputMaybe<Scalars['String']['input']>;
}>;


export type SearchFacetsQuery = { __typename?: 'Query', searchLearningOpportunities: { __typename?: 'LearningOpportunitySearchConnection', facets: { __typename?: 'LearningOpportunityFacets', eqfLevel: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, ects: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, workloadHours: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, price: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, completeness: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, startDate: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, deadline: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, status: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, free: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, funding: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, language: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, mode: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, recognition: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, setting: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, kind: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, credential: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, qfEheaCycle: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, assessmentType: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, supervision: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, qualityAssurance: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, stackability: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, country: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, nuts: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, iscedF: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, escoSkill: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, provider: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, providerType: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, targetGroup: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, schedule: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, place: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> }, source: { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> } } } };

export type FacetCountsFragment = { __typename?: 'Facet', notStated: number, truncated: boolean, values: Array<{ __typename?: 'FacetValue', value: string, count: number, label?: { __typename?: 'LocalizedText', text: string, language: string } | null }> };

export type SearchResultsQueryVariables = Exact<{
  query?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LearningOpportunityFilter>;
  sort?: InputMaybe<Array<LearningOpportunitySort> | LearningOpportunitySort>;
  evidence?: InputMaybe<Evidence>;
  language?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
}>;


export type SearchResultsQuery = { __typename?: 'Query', searchLearningOpportunities: { __typename?: 'LearningOpportunitySearchConnection', totalCount: number, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor?: string | null, endCursor?: string | null }, nodes: Array<{ __typename?: 'LearningOpportunity', id: string, nextStart?: string | null, status: LifecycleStatus, title: { __typename?: 'LocalizedText', text: string, language: string }, description?: { __typename?: 'LocalizedText', text: string, language: string } | null, microCredential?: { __typename?: 'SourcedBoolean', value: boolean } | null, kinds: Array<{ __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, providers: Array<{ __typename?: 'Organisation', id: string, city?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, qualityAssurance: Array<{ __typename?: 'QualityAssurance', evidence: QualityAssuranceEvidence, basis: Basis, agency?: string | null, type?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, eqfLevel?: { __typename?: 'SourcedEqfLevel', level: number, basis: Basis, rule?: string | null, native?: string | null } | null, nqfLevels: Array<{ __typename?: 'NqfLevel', framework?: string | null, label: string }>, ects?: { __typename?: 'SourcedFloat', value: number, basis: Basis, rule?: string | null, native?: string | null } | null, credits: Array<{ __typename?: 'Credits', system: string, value: number }>, workloadHours?: { __typename?: 'SourcedRange', min: number, max: number, basis: Basis, rule?: string | null, native?: string | null } | null, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, recognition: Array<{ __typename?: 'Recognition', option: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } }>, runs: Array<{ __typename?: 'Run', state: RunState, period?: { __typename?: 'Period', start?: string | null, end?: string | null, precision: DatePrecision } | null, applicationWindows: Array<{ __typename?: 'ApplicationWindow', opens?: string | null, closes?: string | null }>, places: Array<{ __typename?: 'Place', name?: string | null, city?: string | null, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, prices: Array<{ __typename?: 'Price', amount?: number | null, currency?: { __typename?: 'Concept', code: string } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, free?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, annexI: { __typename?: 'AnnexI', present: number, of: number } }> } };

export type ResultCardFragment = { __typename?: 'LearningOpportunity', id: string, nextStart?: string | null, status: LifecycleStatus, title: { __typename?: 'LocalizedText', text: string, language: string }, description?: { __typename?: 'LocalizedText', text: string, language: string } | null, microCredential?: { __typename?: 'SourcedBoolean', value: boolean } | null, kinds: Array<{ __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, providers: Array<{ __typename?: 'Organisation', id: string, city?: string | null, name: { __typename?: 'LocalizedText', text: string, language: string }, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, qualityAssurance: Array<{ __typename?: 'QualityAssurance', evidence: QualityAssuranceEvidence, basis: Basis, agency?: string | null, type?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, eqfLevel?: { __typename?: 'SourcedEqfLevel', level: number, basis: Basis, rule?: string | null, native?: string | null } | null, nqfLevels: Array<{ __typename?: 'NqfLevel', framework?: string | null, label: string }>, ects?: { __typename?: 'SourcedFloat', value: number, basis: Basis, rule?: string | null, native?: string | null } | null, credits: Array<{ __typename?: 'Credits', system: string, value: number }>, workloadHours?: { __typename?: 'SourcedRange', min: number, max: number, basis: Basis, rule?: string | null, native?: string | null } | null, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, recognition: Array<{ __typename?: 'Recognition', option: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } }>, runs: Array<{ __typename?: 'Run', state: RunState, period?: { __typename?: 'Period', start?: string | null, end?: string | null, precision: DatePrecision } | null, applicationWindows: Array<{ __typename?: 'ApplicationWindow', opens?: string | null, closes?: string | null }>, places: Array<{ __typename?: 'Place', name?: string | null, city?: string | null, country?: { __typename?: 'SourcedConcept', concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } } | null }>, prices: Array<{ __typename?: 'Price', amount?: number | null, currency?: { __typename?: 'Concept', code: string } | null, text?: { __typename?: 'LocalizedText', text: string, language: string } | null }>, free?: { __typename?: 'SourcedBoolean', value: boolean, basis: Basis, rule?: string | null, native?: string | null } | null, languages: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }>, modes: Array<{ __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } }> }>, annexI: { __typename?: 'AnnexI', present: number, of: number } };

export type CardConceptFragment = { __typename?: 'SourcedConcept', basis: Basis, rule?: string | null, native?: string | null, concept: { __typename?: 'Concept', code: string, label?: { __typename?: 'LocalizedText', text: string, language: string } | null } };

export type WordsFragment = { __typename?: 'LocalizedText', text: string, language: string };

export type SuggestQueryVariables = Exact<{
  query: Scalars['String']['input'];
  language?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<SuggestionKind> | SuggestionKind>;
}>;


export type SuggestQuery = { __typename?: 'Query', suggest: Array<{ __typename?: 'Suggestion', kind: SuggestionKind, code: string, count?: number | null, latitude?: number | null, longitude?: number | null, text: { __typename?: 'LocalizedText', text: string, language: string } }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ShownFragmentDoc = new TypedDocumentString(`
    fragment Shown on SourcedConcept {
  concept {
    code
    label {
      text
      language
    }
  }
  basis
  rule
  native
}
    `, {"fragmentName":"Shown"}) as unknown as TypedDocumentString<ShownFragment, unknown>;
export const WhoFragmentDoc = new TypedDocumentString(`
    fragment Who on Organisation {
  id
  name {
    text
    language
  }
  city
  country {
    concept {
      code
      label {
        text
        language
      }
    }
  }
  homepage
}
    `, {"fragmentName":"Who"}) as unknown as TypedDocumentString<WhoFragment, unknown>;
export const OfferFactsFragmentDoc = new TypedDocumentString(`
    fragment OfferFacts on LearningOpportunity {
  id
  title {
    text
    language
  }
  description {
    text
    language
  }
  kinds {
    ...Shown
  }
  microCredential {
    value
    basis
    rule
    native
  }
  learningOutcomes {
    text {
      text
      language
    }
    skills {
      ...Shown
    }
  }
  credits {
    system
    systemConcept {
      label {
        text
        language
      }
    }
    value
    level
  }
  ects {
    value
    basis
    rule
    native
  }
  workloadHours {
    min
    max
    basis
    rule
    native
  }
  workloadStatement {
    text
    language
  }
  eqfLevel {
    level
    basis
    rule
    native
  }
  nqfLevels {
    framework
    label
  }
  qfEheaCycle {
    ...Shown
  }
  notLevelled
  educationLevels {
    scheme
    code
  }
  fields {
    ...Shown
  }
  subjects {
    label
    language
  }
  languages {
    ...Shown
  }
  assessmentLanguages {
    ...Shown
  }
  modes {
    ...Shown
  }
  schedules {
    ...Shown
  }
  setting {
    ...Shown
  }
  assessments {
    type {
      ...Shown
    }
    text {
      text
      language
    }
  }
  gradingScheme {
    text
    language
  }
  activityTypes {
    ...Shown
  }
  supervision {
    ...Shown
  }
  prerequisites {
    text
    language
  }
  targetGroups {
    ...Shown
  }
  awardingBodies {
    ...Who
  }
  providers {
    ...Who
  }
  qualityAssurance {
    type {
      ...Shown
    }
    evidence
    text {
      text
      language
    }
    agency
    decision
    validFrom
    validTo
    reportUrl
  }
  recognition {
    option {
      ...Shown
    }
    status
    text {
      text
      language
    }
    by
    url
  }
  stackability {
    kind {
      ...Shown
    }
    text {
      text
      language
    }
  }
  credentials {
    title {
      text
      language
    }
    kind {
      ...Shown
    }
    digitalFormat
  }
  homepages {
    url
    language
  }
  runs {
    id
    period {
      start
      end
      precision
      native
    }
    applicationWindows {
      opens
      closes
      url
    }
    places {
      name
      address
      city
      country {
        concept {
          code
          label {
            text
            language
          }
        }
      }
      geo {
        latitude
        longitude
      }
    }
    duration
    prices {
      amount
      currency {
        code
      }
      kind
      text {
        text
        language
      }
    }
    free {
      value
      basis
      rule
      native
    }
    grants {
      title {
        text
        language
      }
      text {
        text
        language
      }
      url
    }
    languages {
      ...Shown
    }
    modes {
      ...Shown
    }
    schedules {
      ...Shown
    }
    state
    capacity
  }
  nextStart
  status
  annexI {
    elements {
      element
      label {
        text
        language
      }
      state
      mandatory
    }
    present
    of
  }
  licence
  modifiedAtSource
  updatedAt
  source {
    id
    name
    homepage
    licence
    attribution
  }
  withdrawn {
    at
    reason
  }
}
    fragment Shown on SourcedConcept {
  concept {
    code
    label {
      text
      language
    }
  }
  basis
  rule
  native
}
fragment Who on Organisation {
  id
  name {
    text
    language
  }
  city
  country {
    concept {
      code
      label {
        text
        language
      }
    }
  }
  homepage
}`, {"fragmentName":"OfferFacts"}) as unknown as TypedDocumentString<OfferFactsFragment, unknown>;
export const PathFragmentDoc = new TypedDocumentString(`
    fragment Path on RelatedOffer {
  id
  title {
    text
    language
  }
  url
}
    `, {"fragmentName":"Path"}) as unknown as TypedDocumentString<PathFragment, unknown>;
export const FacetCountsFragmentDoc = new TypedDocumentString(`
    fragment FacetCounts on Facet {
  values {
    value
    count
    label {
      text
      language
    }
  }
  notStated
  truncated
}
    `, {"fragmentName":"FacetCounts"}) as unknown as TypedDocumentString<FacetCountsFragment, unknown>;
export const WordsFragmentDoc = new TypedDocumentString(`
    fragment Words on LocalizedText {
  text
  language
}
    `, {"fragmentName":"Words"}) as unknown as TypedDocumentString<WordsFragment, unknown>;
export const CardConceptFragmentDoc = new TypedDocumentString(`
    fragment CardConcept on SourcedConcept {
  basis
  rule
  native
  concept {
    code
    label {
      ...Words
    }
  }
}
    fragment Words on LocalizedText {
  text
  language
}`, {"fragmentName":"CardConcept"}) as unknown as TypedDocumentString<CardConceptFragment, unknown>;
export const ResultCardFragmentDoc = new TypedDocumentString(`
    fragment ResultCard on LearningOpportunity {
  id
  title {
    ...Words
  }
  description {
    ...Words
  }
  microCredential {
    value
  }
  kinds {
    concept {
      code
      label {
        ...Words
      }
    }
  }
  providers {
    id
    name {
      ...Words
    }
    city
    country {
      concept {
        code
        label {
          ...Words
        }
      }
    }
  }
  qualityAssurance {
    evidence
    basis
    agency
    type {
      concept {
        label {
          ...Words
        }
      }
    }
  }
  eqfLevel {
    level
    basis
    rule
    native
  }
  nqfLevels {
    framework
    label
  }
  ects {
    value
    basis
    rule
    native
  }
  credits {
    system
    value
  }
  workloadHours {
    min
    max
    basis
    rule
    native
  }
  languages {
    ...CardConcept
  }
  modes {
    ...CardConcept
  }
  recognition {
    option {
      concept {
        code
        label {
          ...Words
        }
      }
    }
  }
  runs {
    period {
      start
      end
      precision
    }
    state
    applicationWindows {
      opens
      closes
    }
    places {
      name
      city
      country {
        concept {
          code
          label {
            ...Words
          }
        }
      }
    }
    prices {
      amount
      currency {
        code
      }
      text {
        ...Words
      }
    }
    free {
      value
      basis
      rule
      native
    }
    languages {
      ...CardConcept
    }
    modes {
      ...CardConcept
    }
  }
  nextStart
  status
  annexI {
    present
    of
  }
}
    fragment CardConcept on SourcedConcept {
  basis
  rule
  native
  concept {
    code
    label {
      ...Words
    }
  }
}
fragment Words on LocalizedText {
  text
  language
}`, {"fragmentName":"ResultCard"}) as unknown as TypedDocumentString<ResultCardFragment, unknown>;
export const ExampleIdsDocument = new TypedDocumentString(`
    query ExampleIds {
  searchLearningOpportunities(first: 3) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ExampleIdsQuery, ExampleIdsQueryVariables>;
export const ProviderNamesDocument = new TypedDocumentString(`
    query ProviderNames($ids: [ID!]!, $language: String) {
  nodes(ids: $ids, language: $language) {
    id
    ... on Organisation {
      name {
        text
        language
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProviderNamesQuery, ProviderNamesQueryVariables>;
export const TermNamesDocument = new TypedDocumentString(`
    query TermNames($scheme: String!, $language: String) {
  vocabulary(scheme: $scheme, language: $language) {
    concepts {
      code
      label {
        text
        language
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TermNamesQuery, TermNamesQueryVariables>;
export const OfferDocument = new TypedDocumentString(`
    query Offer($id: ID!, $language: String = "en") {
  learningOpportunity(id: $id, language: $language, evidence: ANY) {
    ...OfferFacts
    titles {
      text
      language
    }
    source {
      lastSuccessAt
    }
    nativeIds {
      scheme
      value
    }
    provenance {
      format
      feed
      record
      position
    }
    mergedInto
    alsoOfferedBy {
      id
      source {
        name
        homepage
      }
      rule
    }
    stackability {
      hasPart {
        ...Path
      }
      isPartOf {
        ...Path
      }
      leadsTo {
        ...Path
      }
    }
  }
}
    fragment OfferFacts on LearningOpportunity {
  id
  title {
    text
    language
  }
  description {
    text
    language
  }
  kinds {
    ...Shown
  }
  microCredential {
    value
    basis
    rule
    native
  }
  learningOutcomes {
    text {
      text
      language
    }
    skills {
      ...Shown
    }
  }
  credits {
    system
    systemConcept {
      label {
        text
        language
      }
    }
    value
    level
  }
  ects {
    value
    basis
    rule
    native
  }
  workloadHours {
    min
    max
    basis
    rule
    native
  }
  workloadStatement {
    text
    language
  }
  eqfLevel {
    level
    basis
    rule
    native
  }
  nqfLevels {
    framework
    label
  }
  qfEheaCycle {
    ...Shown
  }
  notLevelled
  educationLevels {
    scheme
    code
  }
  fields {
    ...Shown
  }
  subjects {
    label
    language
  }
  languages {
    ...Shown
  }
  assessmentLanguages {
    ...Shown
  }
  modes {
    ...Shown
  }
  schedules {
    ...Shown
  }
  setting {
    ...Shown
  }
  assessments {
    type {
      ...Shown
    }
    text {
      text
      language
    }
  }
  gradingScheme {
    text
    language
  }
  activityTypes {
    ...Shown
  }
  supervision {
    ...Shown
  }
  prerequisites {
    text
    language
  }
  targetGroups {
    ...Shown
  }
  awardingBodies {
    ...Who
  }
  providers {
    ...Who
  }
  qualityAssurance {
    type {
      ...Shown
    }
    evidence
    text {
      text
      language
    }
    agency
    decision
    validFrom
    validTo
    reportUrl
  }
  recognition {
    option {
      ...Shown
    }
    status
    text {
      text
      language
    }
    by
    url
  }
  stackability {
    kind {
      ...Shown
    }
    text {
      text
      language
    }
  }
  credentials {
    title {
      text
      language
    }
    kind {
      ...Shown
    }
    digitalFormat
  }
  homepages {
    url
    language
  }
  runs {
    id
    period {
      start
      end
      precision
      native
    }
    applicationWindows {
      opens
      closes
      url
    }
    places {
      name
      address
      city
      country {
        concept {
          code
          label {
            text
            language
          }
        }
      }
      geo {
        latitude
        longitude
      }
    }
    duration
    prices {
      amount
      currency {
        code
      }
      kind
      text {
        text
        language
      }
    }
    free {
      value
      basis
      rule
      native
    }
    grants {
      title {
        text
        language
      }
      text {
        text
        language
      }
      url
    }
    languages {
      ...Shown
    }
    modes {
      ...Shown
    }
    schedules {
      ...Shown
    }
    state
    capacity
  }
  nextStart
  status
  annexI {
    elements {
      element
      label {
        text
        language
      }
      state
      mandatory
    }
    present
    of
  }
  licence
  modifiedAtSource
  updatedAt
  source {
    id
    name
    homepage
    licence
    attribution
  }
  withdrawn {
    at
    reason
  }
}
fragment Shown on SourcedConcept {
  concept {
    code
    label {
      text
      language
    }
  }
  basis
  rule
  native
}
fragment Who on Organisation {
  id
  name {
    text
    language
  }
  city
  country {
    concept {
      code
      label {
        text
        language
      }
    }
  }
  homepage
}
fragment Path on RelatedOffer {
  id
  title {
    text
    language
  }
  url
}`) as unknown as TypedDocumentString<OfferQuery, OfferQueryVariables>;
export const OffersDocument = new TypedDocumentString(`
    query Offers($ids: [ID!]!, $language: String = "en") {
  learningOpportunities(ids: $ids, language: $language, evidence: ANY) {
    ...OfferFacts
  }
}
    fragment OfferFacts on LearningOpportunity {
  id
  title {
    text
    language
  }
  description {
    text
    language
  }
  kinds {
    ...Shown
  }
  microCredential {
    value
    basis
    rule
    native
  }
  learningOutcomes {
    text {
      text
      language
    }
    skills {
      ...Shown
    }
  }
  credits {
    system
    systemConcept {
      label {
        text
        language
      }
    }
    value
    level
  }
  ects {
    value
    basis
    rule
    native
  }
  workloadHours {
    min
    max
    basis
    rule
    native
  }
  workloadStatement {
    text
    language
  }
  eqfLevel {
    level
    basis
    rule
    native
  }
  nqfLevels {
    framework
    label
  }
  qfEheaCycle {
    ...Shown
  }
  notLevelled
  educationLevels {
    scheme
    code
  }
  fields {
    ...Shown
  }
  subjects {
    label
    language
  }
  languages {
    ...Shown
  }
  assessmentLanguages {
    ...Shown
  }
  modes {
    ...Shown
  }
  schedules {
    ...Shown
  }
  setting {
    ...Shown
  }
  assessments {
    type {
      ...Shown
    }
    text {
      text
      language
    }
  }
  gradingScheme {
    text
    language
  }
  activityTypes {
    ...Shown
  }
  supervision {
    ...Shown
  }
  prerequisites {
    text
    language
  }
  targetGroups {
    ...Shown
  }
  awardingBodies {
    ...Who
  }
  providers {
    ...Who
  }
  qualityAssurance {
    type {
      ...Shown
    }
    evidence
    text {
      text
      language
    }
    agency
    decision
    validFrom
    validTo
    reportUrl
  }
  recognition {
    option {
      ...Shown
    }
    status
    text {
      text
      language
    }
    by
    url
  }
  stackability {
    kind {
      ...Shown
    }
    text {
      text
      language
    }
  }
  credentials {
    title {
      text
      language
    }
    kind {
      ...Shown
    }
    digitalFormat
  }
  homepages {
    url
    language
  }
  runs {
    id
    period {
      start
      end
      precision
      native
    }
    applicationWindows {
      opens
      closes
      url
    }
    places {
      name
      address
      city
      country {
        concept {
          code
          label {
            text
            language
          }
        }
      }
      geo {
        latitude
        longitude
      }
    }
    duration
    prices {
      amount
      currency {
        code
      }
      kind
      text {
        text
        language
      }
    }
    free {
      value
      basis
      rule
      native
    }
    grants {
      title {
        text
        language
      }
      text {
        text
        language
      }
      url
    }
    languages {
      ...Shown
    }
    modes {
      ...Shown
    }
    schedules {
      ...Shown
    }
    state
    capacity
  }
  nextStart
  status
  annexI {
    elements {
      element
      label {
        text
        language
      }
      state
      mandatory
    }
    present
    of
  }
  licence
  modifiedAtSource
  updatedAt
  source {
    id
    name
    homepage
    licence
    attribution
  }
  withdrawn {
    at
    reason
  }
}
fragment Shown on SourcedConcept {
  concept {
    code
    label {
      text
      language
    }
  }
  basis
  rule
  native
}
fragment Who on Organisation {
  id
  name {
    text
    language
  }
  city
  country {
    concept {
      code
      label {
        text
        language
      }
    }
  }
  homepage
}`) as unknown as TypedDocumentString<OffersQuery, OffersQueryVariables>;
export const SearchCountDocument = new TypedDocumentString(`
    query SearchCount($query: String, $filter: LearningOpportunityFilter, $evidence: Evidence) {
  searchLearningOpportunities(query: $query, filter: $filter, evidence: $evidence) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<SearchCountQuery, SearchCountQueryVariables>;
export const SearchFacetsDocument = new TypedDocumentString(`
    query SearchFacets($query: String, $filter: LearningOpportunityFilter, $evidence: Evidence, $language: String) {
  searchLearningOpportunities(
    query: $query
    filter: $filter
    evidence: $evidence
    language: $language
  ) {
    facets {
      eqfLevel {
        ...FacetCounts
      }
      ects(first: 200) {
        ...FacetCounts
      }
      workloadHours {
        ...FacetCounts
      }
      price {
        ...FacetCounts
      }
      completeness {
        ...FacetCounts
      }
      startDate {
        ...FacetCounts
      }
      deadline {
        ...FacetCounts
      }
      status {
        ...FacetCounts
      }
      free {
        ...FacetCounts
      }
      funding {
        ...FacetCounts
      }
      language {
        ...FacetCounts
      }
      mode {
        ...FacetCounts
      }
      recognition {
        ...FacetCounts
      }
      setting {
        ...FacetCounts
      }
      kind {
        ...FacetCounts
      }
      credential {
        ...FacetCounts
      }
      qfEheaCycle {
        ...FacetCounts
      }
      assessmentType {
        ...FacetCounts
      }
      supervision {
        ...FacetCounts
      }
      qualityAssurance {
        ...FacetCounts
      }
      stackability {
        ...FacetCounts
      }
      country {
        ...FacetCounts
      }
      nuts(first: 300) {
        ...FacetCounts
      }
      iscedF(first: 300) {
        ...FacetCounts
      }
      escoSkill(first: 20) {
        ...FacetCounts
      }
      provider(first: 20) {
        ...FacetCounts
      }
      providerType {
        ...FacetCounts
      }
      targetGroup {
        ...FacetCounts
      }
      schedule {
        ...FacetCounts
      }
      place(first: 300) {
        ...FacetCounts
      }
      source {
        ...FacetCounts
      }
    }
  }
}
    fragment FacetCounts on Facet {
  values {
    value
    count
    label {
      text
      language
    }
  }
  notStated
  truncated
}`) as unknown as TypedDocumentString<SearchFacetsQuery, SearchFacetsQueryVariables>;
export const SearchResultsDocument = new TypedDocumentString(`
    query SearchResults($query: String, $filter: LearningOpportunityFilter, $sort: [LearningOpportunitySort!], $evidence: Evidence, $language: String, $first: Int, $after: String, $last: Int, $before: String) {
  searchLearningOpportunities(
    query: $query
    filter: $filter
    sort: $sort
    evidence: $evidence
    language: $language
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    nodes {
      ...ResultCard
    }
  }
}
    fragment ResultCard on LearningOpportunity {
  id
  title {
    ...Words
  }
  description {
    ...Words
  }
  microCredential {
    value
  }
  kinds {
    concept {
      code
      label {
        ...Words
      }
    }
  }
  providers {
    id
    name {
      ...Words
    }
    city
    country {
      concept {
        code
        label {
          ...Words
        }
      }
    }
  }
  qualityAssurance {
    evidence
    basis
    agency
    type {
      concept {
        label {
          ...Words
        }
      }
    }
  }
  eqfLevel {
    level
    basis
    rule
    native
  }
  nqfLevels {
    framework
    label
  }
  ects {
    value
    basis
    rule
    native
  }
  credits {
    system
    value
  }
  workloadHours {
    min
    max
    basis
    rule
    native
  }
  languages {
    ...CardConcept
  }
  modes {
    ...CardConcept
  }
  recognition {
    option {
      concept {
        code
        label {
          ...Words
        }
      }
    }
  }
  runs {
    period {
      start
      end
      precision
    }
    state
    applicationWindows {
      opens
      closes
    }
    places {
      name
      city
      country {
        concept {
          code
          label {
            ...Words
          }
        }
      }
    }
    prices {
      amount
      currency {
        code
      }
      text {
        ...Words
      }
    }
    free {
      value
      basis
      rule
      native
    }
    languages {
      ...CardConcept
    }
    modes {
      ...CardConcept
    }
  }
  nextStart
  status
  annexI {
    present
    of
  }
}
fragment CardConcept on SourcedConcept {
  basis
  rule
  native
  concept {
    code
    label {
      ...Words
    }
  }
}
fragment Words on LocalizedText {
  text
  language
}`) as unknown as TypedDocumentString<SearchResultsQuery, SearchResultsQueryVariables>;
export const SuggestDocument = new TypedDocumentString(`
    query Suggest($query: String!, $language: String, $first: Int, $kinds: [SuggestionKind!]) {
  suggest(query: $query, language: $language, first: $first, kinds: $kinds) {
    kind
    text {
      text
      language
    }
    code
    count
    latitude
    longitude
  }
}
    `) as unknown as TypedDocumentString<SuggestQuery, SuggestQueryVariables>;