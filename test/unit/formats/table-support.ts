import { expect } from 'vitest';
import type { Issue } from '../../../src/domain/issue.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { runFormat } from '../../support/run-format.js';

const csv = { type: 'csv' };
export const basics = { id: { from: 'id' }, title: { from: 'title' } };

/** Reads content with columns `id` and `title` and further fields by the format `table`. */
export function read(content: string, fields: object, more: object = {}, source: object = {}) {
  const options = { records: csv, fields: { ...basics, ...fields }, ...more };
  return runFormat(table, { content }, { language: 'en', ...source, options });
}

/** The only record of the content, which must be a valid canonical record. */
export async function one(content: string, fields: object, more: object = {}, source: object = {}) {
  const { opportunities, issues } = await read(content, fields, more, source);
  const [opportunity] = opportunities;
  expect(opportunities).toHaveLength(1);
  expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
  return { opportunity, issues };
}

/** Severity, code and path of each issue. */
export const codes = (issues: readonly Issue[]) =>
  issues.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
