import type { Format } from '../format.js';
import { cdmFr } from './cdm-fr/cdm-fr.format.js';
import { ctdl } from './ctdl/ctdl.format.js';
import { eduApi } from './edu-api/edu-api.format.js';
import { elmJsonLd } from './elm-loq/elm-jsonld.format.js';
import { elmLoqXml } from './elm-loq/elm-loq-xml.format.js';
import { elmRdf } from './elm-rdf/elm-rdf.format.js';
import { emil } from './emil/emil.format.js';
import { kouta } from './kouta/kouta.format.js';
import { lheo } from './lheo/lheo.format.js';
import { moochub } from './moochub/moochub.format.js';
import { occapi } from './occapi/occapi.format.js';
import { ooapiV5 } from './ooapi-v5/ooapi-v5.format.js';
import { ooapiV6 } from './ooapi-v6/ooapi-v6.format.js';
import { openEdx } from './open-edx/open-edx.format.js';
import { schemaOrg } from './schema-org/schema-org.format.js';
import { table } from './table/table.format.js';
import { xcriCap } from './xcri-cap/xcri-cap.format.js';

/** All formats, in the order in which an undeclared one is looked for: the more particular ones first. */
export const formats: readonly Format[] = [
  elmLoqXml,
  xcriCap,
  lheo,
  cdmFr,
  elmRdf,
  elmJsonLd,
  kouta,
  moochub,
  occapi,
  emil,
  eduApi,
  ooapiV6,
  ooapiV5,
  openEdx,
  ctdl,
  schemaOrg,
  table,
];
