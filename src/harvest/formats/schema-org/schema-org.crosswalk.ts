import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

/** A crosswalk with the name that its values carry as evidence. */
export interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/** schema.org classes of offers to the EU list of learning opportunity types. */
export const offerClass: NamedCrosswalk = {
  rule: 'schema-org-type',
  vocabulary: 'opportunity-type',
  rows: {
    course: { code: 'course', match: 'exact' },
    courseinstance: { code: 'course', match: 'exact' },
    educationaloccupationalprogram: { code: 'educational-programme', match: 'exact' },
    workbasedprogram: { code: 'educational-programme', match: 'exact' },
  },
};

/**
 * `CourseInstance.courseMode`: "the medium or means of delivery … or the mode of study", of which this is the medium
 * (crosswalk-mode.csv of the domain model). Keys are without hyphens and spaces.
 */
export const courseMode: NamedCrosswalk = {
  rule: 'schema-org-course-mode',
  vocabulary: 'mode',
  rows: {
    online: { code: 'online', match: 'exact' },
    onsite: { code: 'presential', match: 'exact' },
    blended: { code: 'blended', match: 'exact' },
    synchronous: 'none',
    asynchronous: 'none',
  },
};

/** The mode of study in `courseMode` and `educationalProgramMode`. The EU splits part time by hours a week. */
export const studyMode: NamedCrosswalk = {
  rule: 'schema-org-study-mode',
  vocabulary: 'learning-schedule',
  rows: { fulltime: { code: 'full-time', match: 'exact' }, parttime: 'none' },
};

/** `courseMode` "MOOC", as in schema.org's own example 0332, says what kind of offer it is. */
export const courseKind: NamedCrosswalk = {
  rule: 'schema-org-course-mode',
  vocabulary: 'opportunity-type',
  rows: { mooc: { code: 'mooc', match: 'exact' } },
};

/** Members of `EventAttendanceModeEnumeration`. */
export const attendanceMode: NamedCrosswalk = {
  rule: 'schema-org-attendance-mode',
  vocabulary: 'mode',
  rows: {
    onlineeventattendancemode: { code: 'online', match: 'exact' },
    offlineeventattendancemode: { code: 'presential', match: 'exact' },
    mixedeventattendancemode: { code: 'blended', match: 'exact' },
  },
};

/** The one class of organisations that says which kind of provider it is. */
export const organisationClass: NamedCrosswalk = {
  rule: 'schema-org-organisation-type',
  vocabulary: 'provider-type',
  rows: { collegeoruniversity: { code: 'higher-education-institution', match: 'exact' } },
};

/** `credentialCategory`, a free text or term: only whole words count. Keys are without hyphens and spaces. */
export const credentialCategory: NamedCrosswalk = {
  rule: 'schema-org-credential-category',
  vocabulary: 'credential-kind',
  rows: {
    certificate: { code: 'certificate', match: 'exact' },
    badge: { code: 'badge', match: 'exact' },
    degree: { code: 'degree', match: 'exact' },
    license: { code: 'licence', match: 'exact' },
    licence: { code: 'licence', match: 'exact' },
    microcredential: { code: 'micro-credential', match: 'exact' },
  },
};

/** `EventStatusType`; only a cancelled event says something about the state of a run. */
export const eventStatus: Readonly<Record<string, 'cancelled' | 'unknown'>> = {
  eventcancelled: 'cancelled',
  eventscheduled: 'unknown',
  eventrescheduled: 'unknown',
  eventpostponed: 'unknown',
  eventmovedonline: 'unknown',
};
