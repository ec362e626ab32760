import type { Format } from '../../format.js';
import { idAt } from '../../mapping/native-id.js';
import { mapKouta } from './kouta.mapper.js';
import { readKouta } from './kouta.reader.js';

/**
 * Kouta and Konfo, the register and the search of Finland's national portal Opintopolku (Opetushallitus, repositories
 * kouta-external and konfo-backend; codes of https://koodistopalvelu.opintopolku.fi).
 */
export const kouta: Format = {
  id: 'kouta',
  title: 'Kouta and Konfo (Opintopolku)',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) &&
    /"(koulutustyyppi|koulutustyyppiPath|koulutuskoodienAlatJaAsteet|toteutustenTarjoajat|opintojenLaajuusyksikko|koodiUri)"\s*:/.test(
      head,
    ) &&
    /"(nimi|oid|tila)"\s*:/.test(head),
  read: readKouta,
  map: mapKouta,
  nativeId: (data) => idAt(data, 'oid'),
};
