import type { Format } from '../../format.js';
import { mapCourse } from './xcri-cap.mapper.js';
import { readCourses } from './xcri-cap.reader.js';
import { xcriRecord } from './xcri-cap.record.js';
import { identifiers, mainIdentifier } from './xcri-identity.js';

/**
 * XCRI-CAP 1.2, the British profile of EN 15982 "Metadata for Learning Opportunities (Advertising)"; 1.1 feeds are read
 * as far as their elements are the same.
 */
export const xcriCap: Format = {
  id: 'xcri-cap',
  title: 'XCRI-CAP 1.2 (EN 15982 MLO)',
  version: 2,
  sniff: (head) => {
    const text = head.replaceAll('\0', '').replace(/<!--[\s\S]*?-->/g, '');
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)[^>]*>/.exec(text);
    if (root === null || !/^(catalog|provider|course)$/i.test(root[1] ?? '')) return false;
    if (/xcri\.org\/profiles\//i.test(root[0])) return true;
    return !/\sxmlns=/.test(root[0]) && /<provider[\s>]/i.test(text) && /<(course|presentation)[\s>]/i.test(text);
  },
  read: readCourses,
  map: mapCourse,
  nativeId: (data) => {
    const record = xcriRecord.safeParse(data).data;
    return record && mainIdentifier(identifiers(record.course));
  },
};
