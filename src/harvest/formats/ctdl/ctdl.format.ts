import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapCtdl } from './ctdl.mapper.js';
import { readCtdl } from './ctdl.reader.js';

/**
 * Credential Transparency Description Language in JSON-LD, as the Credential Registry serves it
 * (https://credreg.net/ctdl/terms, context https://credreg.net/ctdl/schema/context/json). Nothing is fetched: the
 * prefixes of the context are taken as the Registry defines them.
 */
export const ctdl: Format = {
  id: 'ctdl',
  title: 'CTDL JSON-LD',
  version: 2,
  sniff: (head) => /^[\s\uFEFF]*[[{]/.test(head) && /"ceterms:|envelope_ctdl_type|credreg\.net\/ctdl\//.test(head),
  read: readCtdl,
  map: mapCtdl,
  nativeId: (data) => idAt(data, 'resource', 'ceterms:ctid') ?? idAt(data, 'resource', '@id'),
};
