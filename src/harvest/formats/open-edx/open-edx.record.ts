import { z } from 'zod';
import { flag, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** Organization: owner of a course, author of a program. */
const organization = z.object({
  uuid: scalarText.optional(),
  key: scalarText.optional(),
  name: scalarText.optional(),
  homepage_url: scalarText.optional(),
});
export type EdxOrganization = z.output<typeof organization>;

/** A track of a course run and what it costs; the price is a decimal in a text. */
const seat = z.object({
  type: scalarText.optional(),
  price: scalarText.optional(),
  currency: scalarText.optional(),
  credit_provider: scalarText.optional(),
  credit_hours: scalarText.optional(),
});
export type EdxSeat = z.output<typeof seat>;

const courseRun = z.object({
  key: scalarText.optional(),
  uuid: scalarText.optional(),
  status: scalarText.optional(),
  hidden: flag.optional(),
  restriction_type: scalarText.optional(),
  variant_id: scalarText.optional(),
  start: scalarText.optional(),
  end: scalarText.optional(),
  enrollment_start: scalarText.optional(),
  enrollment_end: scalarText.optional(),
  content_language: scalarText.optional(),
  min_effort: scalarText.optional(),
  max_effort: scalarText.optional(),
  weeks_to_complete: scalarText.optional(),
  is_enrollable: flag.optional(),
  availability: scalarText.optional(),
  marketing_url: scalarText.optional(),
  seats: listOf(seat).optional(),
});
export type EdxCourseRun = z.output<typeof courseRun>;

/** Subjects, skills and topics: objects with a name, or bare texts. */
const named = z.union([
  z.object({ name: scalarText.optional() }),
  scalarText.transform((name): { name?: string | undefined } => ({ name })),
]);

const shared = {
  uuid: scalarText.optional(),
  title: scalarText.optional(),
  marketing_url: scalarText.optional(),
  subjects: listOf(named).optional(),
  data_modified_timestamp: scalarText.optional(),
};

/** `CourseSerializer` of course-discovery. */
export const courseRecord = z.object({
  ...shared,
  key: scalarText.optional(),
  short_description: scalarText.optional(),
  full_description: scalarText.optional(),
  outcome: scalarText.optional(),
  level_type: scalarText.optional(),
  prerequisites_raw: scalarText.optional(),
  skills: listOf(named).optional(),
  topics: listOf(named).optional(),
  modified: scalarText.optional(),
  owners: listOf(organization).optional(),
  course_runs: listOf(courseRun).optional(),
  /** Of a course that another site sells: what it says of the run with this variant. */
  additional_metadata: z
    .object({ variant_id: scalarText.optional(), registration_deadline: scalarText.optional() })
    .optional(),
  programs: listOf(
    z.object({ uuid: scalarText.optional(), title: scalarText.optional(), marketing_url: scalarText.optional() }),
  ).optional(),
});
export type EdxCourse = z.output<typeof courseRecord>;

/** `ProgramSerializer` of course-discovery. */
export const programRecord = z.object({
  ...shared,
  subtitle: scalarText.optional(),
  overview: scalarText.optional(),
  marketing_hook: scalarText.optional(),
  type: scalarText.optional(),
  total_hours_of_effort: scalarText.optional(),
  expected_learning_items: listOf(scalarText).optional(),
  languages: listOf(scalarText).optional(),
  /** All that the list of programs says of languages; only a single program has `languages`. */
  language_override: scalarText.optional(),
  degree: z
    .object({
      apply_url: scalarText.optional(),
      deadlines: listOf(z.object({ date: scalarText.optional() })).optional(),
    })
    .optional(),
  authoring_organizations: listOf(organization).optional(),
  courses: listOf(
    z.object({ key: scalarText.optional(), uuid: scalarText.optional(), title: scalarText.optional() }),
  ).optional(),
});
export type EdxProgram = z.output<typeof programRecord>;
