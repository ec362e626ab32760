import { expect } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { xcriCap } from '../../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import { runFormat } from '../../support/run-format.js';

/** A feed of one provider with one course. */
export async function readCourse(course: string, overrides: Parameters<typeof runFormat>[2] = {}) {
  const content = `<?xml version="1.0"?>
    <catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:mlo="http://purl.org/net/mlo"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
      xmlns:credit="http://purl.org/net/cm" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos" xmlns:x="https://extension.example/">
      <provider><dc:identifier>p</dc:identifier><dc:title>P</dc:title><course>${course}</course></provider>
    </catalog>`;
  const { opportunities, issues } = await runFormat(xcriCap, { content }, overrides);
  for (const opportunity of opportunities)
    expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
  return { course: opportunities[0], issues: issues.map(({ code, path, excerpt }) => [code, path, excerpt]) };
}

/** Identifier and title of that course. */
export const named = '<dc:identifier>c1</dc:identifier><dc:title>Course</dc:title>';
/** The run of a course with one presentation. */
export async function readRun(presentation: string, overrides: Parameters<typeof runFormat>[2] = {}) {
  const { course, issues } = await readCourse(`${named}<presentation>${presentation}</presentation>`, overrides);
  return { run: course?.runs?.[0], course, issues };
}
