import type { Annex1Element } from '../domain/annex1.js';
import type { IssueCode } from '../domain/issue.js';

/** How a provider mends a problem, by its code. Plain English, to be sent as it is. */
export const issueAdvice: Readonly<Record<IssueCode, string>> = {
  MISSING_ID:
    'Give every record an identifier of its own that never changes and is never used again. Without one the record cannot be told from others, and is left out.',
  DUPLICATE_ID:
    'Two records of the catalogue have the same identifier, and only the first is shown. Give each offer its own; several dates of one offer belong into one record.',
  MISSING_REQUIRED: 'Fill in the element that is named. Without it the record, or that part of it, cannot be shown.',
  INVALID_VALUE:
    'The value does not have the form that the standard asks for. Write it as the specification of your format describes it.',
  INVALID_DATE:
    'Write dates as YYYY-MM-DD (ISO 8601), days that exist, and let nothing end before it begins. Leave a date out that is not known.',
  INVALID_NUMBER:
    'Write a plain number: digits with a point for decimals, without unit, currency or separators of thousands, and not below zero.',
  INVALID_URL:
    'Write the whole web address with https:// or http:// in front, without spaces, and only one in each element.',
  INVALID_GEO:
    'Write latitude and longitude in decimal degrees (WGS 84), latitude from -90 to 90, longitude from -180 to 180, in this order.',
  INVALID_TEXT:
    'The text holds characters that cannot be shown. Export it as UTF-8, without control characters, and check that it was not converted twice.',
  IMPLAUSIBLE_VALUE:
    'The value is possible in form, but hardly meant so. Check the number and its unit; mend it, or leave the element out.',
  PLACEHOLDER_VALUE:
    'The element holds filler such as "n/a", "TBA" or a made-up date. Leave out what is not known: an absent element is better than one that says nothing.',
  UNMAPPED_VALUE:
    'The value is not in the controlled vocabulary of this element. Use one of its codes, spelt as published; where none fits, tell the operator what the value means.',
  UNRESOLVED_REFERENCE:
    'The record refers to something (an organisation, a part, a place) that the catalogue does not contain. Publish that as well, with the identifier that the record uses, or remove the reference.',
  TRUNCATED_VALUE: 'The value is longer than can be kept, so only its beginning is shown. Shorten it.',
  LIMIT_RECORD_SIZE:
    'The record is too large and is left out. Shorten its texts, take pictures and documents out of it, and link to them instead.',
  UNSUPPORTED_RECORD:
    'The record could not be read as an offer. The message says why; if the record is right by the standard, tell the operator.',
};

/** What makes an Annex I element present, for a provider whose offers lack it. */
export const elementAdvice: Readonly<Record<Annex1Element, string>> = {
  title: 'Give every offer a title, in each language that it is offered to readers in.',
  country: 'State the country, or the NUTS region, of the awarding body; where there is none, of the provider.',
  'awarding-body':
    'Name the body that awards the credential, with an identifier, even where it is the provider itself.',
  'learning-outcomes':
    'Say what a learner knows, understands and is able to do afterwards, one outcome an entry, or name ESCO skills.',
  workload: 'State ECTS credits, or the notional workload in hours with contact and self-study together.',
  level:
    'State the EQF level or the cycle of the QF-EHEA, or the level in a national framework; or that there is none.',
  assessment: 'Say how learning is assessed: a type of the EU list of assessment types, or in words.',
  participation: 'Say how one takes part: on site, online, blended or another code of the EU list.',
  'quality-assurance': 'Say which quality assurance the offer or the provider has, and name the agency or the report.',
  prerequisites: 'Say what a learner needs to be admitted; say so too when nothing is needed.',
  supervision: 'Say whether the assessment is supervised, and whether the identity of the learner is verified.',
  stackability: 'Say whether the credential stands alone or can be combined with others, and into what.',
};
