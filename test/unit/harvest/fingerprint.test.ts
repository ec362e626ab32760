import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/harvest/fingerprint.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

function fingerprint(more: object = {}) {
  return fingerprintOf(sourceDefinition.parse({ id: 'one', name: 'One', location: 'a.xml', ...more }), formats);
}

test.each([{ schedule: '0 3 * * *' }, { scheduleJitterMinutes: 0 }, { staleAfterHours: 5 }])(
  '%j changes when a source is read, not what it gives: nothing need be read again',
  (more) => {
    expect(fingerprint(more)).toBe(fingerprint());
  },
);

test.each([{ language: 'fr' }, { location: 'b.xml' }, { options: { a: 1 } }, { format: 'xcri-cap' }])(
  '%j may give other records',
  (more) => {
    expect(fingerprint(more)).not.toBe(fingerprint());
  },
);
