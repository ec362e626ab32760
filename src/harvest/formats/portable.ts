import type { Format } from '../format.js';

/**
 * Formats whose raw records are plain data (structured clone) and whose mappers need nothing else, by id: their records may
 * be mapped in other threads, each of which loads the formats that it meets and no others. Those of the European Learning
 * Model are not among them: their records are large, and with another thread a dump of 1 GB would take more than 300 MB.
 */
export const portableFormats: ReadonlyMap<string, () => Promise<Format>> = new Map([
  ['cdm-fr', async () => (await import('./cdm-fr/cdm-fr.format.js')).cdmFr],
  ['ctdl', async () => (await import('./ctdl/ctdl.format.js')).ctdl],
  ['edu-api', async () => (await import('./edu-api/edu-api.format.js')).eduApi],
  ['emil', async () => (await import('./emil/emil.format.js')).emil],
  ['kouta', async () => (await import('./kouta/kouta.format.js')).kouta],
  ['lheo', async () => (await import('./lheo/lheo.format.js')).lheo],
  ['moochub', async () => (await import('./moochub/moochub.format.js')).moochub],
  ['occapi', async () => (await import('./occapi/occapi.format.js')).occapi],
  ['ooapi-v5', async () => (await import('./ooapi-v5/ooapi-v5.format.js')).ooapiV5],
  ['ooapi-v6', async () => (await import('./ooapi-v6/ooapi-v6.format.js')).ooapiV6],
  ['open-edx', async () => (await import('./open-edx/open-edx.format.js')).openEdx],
  ['schema-org', async () => (await import('./schema-org/schema-org.format.js')).schemaOrg],
  ['table', async () => (await import('./table/table.format.js')).table],
  ['xcri-cap', async () => (await import('./xcri-cap/xcri-cap.format.js')).xcriCap],
]);
