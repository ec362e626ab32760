import type { VocabularyId } from '../../../domain/vocabularies/vocabulary.js';
import type { Crosswalk } from '../../mapping/concepts.js';

interface NamedCrosswalk {
  readonly rule: string;
  readonly vocabulary: VocabularyId;
  readonly rows: Crosswalk;
}

/**
 * `koulutustyyppi` of Kouta to the EU types of learning opportunities. Degrees, qualifications and preparatory
 * education are programmes of study; the Finnish names say more than the EU ones, so no row is exact.
 */
export const koulutustyyppi: NamedCrosswalk = {
  rule: 'opintopolku-koulutustyyppi',
  vocabulary: 'opportunity-type',
  rows: {
    yo: { code: 'educational-programme', match: 'close' }, // yliopistokoulutus
    amk: { code: 'educational-programme', match: 'close' }, // ammattikorkeakoulutus
    amm: { code: 'educational-programme', match: 'close' }, // ammatillinen tutkinto
    lk: { code: 'educational-programme', match: 'close' }, // lukiokoulutus
    'amm-ope-erityisope-ja-opo': { code: 'educational-programme', match: 'close' }, // ammatillinen opettajankoulutus
    'ope-pedag-opinnot': { code: 'educational-programme', match: 'close' }, // opettajien pedagogiset opinnot
    erikoislaakari: { code: 'educational-programme', match: 'close' }, // erikoislääkärikoulutus
    erikoistumiskoulutus: { code: 'educational-programme', match: 'close' },
    tuva: { code: 'educational-programme', match: 'close' }, // tutkintokoulutukseen valmentava koulutus
    telma: { code: 'educational-programme', match: 'close' }, // työhön ja itsenäiseen elämään valmentava koulutus
    'aikuisten-perusopetus': { code: 'educational-programme', match: 'close' },
    'taiteen-perusopetus': { code: 'educational-programme', match: 'close' },
    'vapaa-sivistystyo-opistovuosi': { code: 'educational-programme', match: 'close' },
    'kk-opintojakso': { code: 'course', match: 'close' }, // korkeakoulun opintojakso
    'kk-opintokokonaisuus': { code: 'programme-module', match: 'close' }, // korkeakoulun opintokokonaisuus
    'amm-tutkinnon-osa': { code: 'programme-module', match: 'close' },
    'amm-osaamisala': { code: 'programme-module', match: 'close' },
    'amm-muu': 'none',
    'vapaa-sivistystyo-muu': 'none',
    'vapaa-sivistystyo-osaamismerkki': 'none',
    muu: 'none',
  },
};

/** Types of higher education, where one opintopiste is one ECTS credit; upper secondary schools count their own. */
export const higherEducationTypes: readonly string[] = [
  'yo',
  'amk',
  'kk-opintojakso',
  'kk-opintokokonaisuus',
  'erikoislaakari',
  'erikoistumiskoulutus',
  'ope-pedag-opinnot',
  'amm-ope-erityisope-ja-opo',
];

/** Code list `eqf` of Koodisto. */
export const eqf: NamedCrosswalk = {
  rule: 'kouta-eqf',
  vocabulary: 'eqf',
  rows: Object.fromEntries(
    ['1', '2', '3', '4', '5', '6', '7', '8'].map((code) => [`eqf_${code}`, { code, match: 'exact' }]),
  ),
};

/** Code list `opetuspaikkakk` (opetustapa). Distance teaching need not be online; independent learning is no mode. */
export const opetustapa: NamedCrosswalk = {
  rule: 'kouta-opetustapa',
  vocabulary: 'mode',
  rows: {
    opetuspaikkakk_1: { code: 'presential', match: 'exact' }, // Lähiopetus, contact teaching
    opetuspaikkakk_2: { code: 'online', match: 'close' }, // Etäopetus, distance teaching
    opetuspaikkakk_3: { code: 'online', match: 'exact' }, // Verkko-opetus, online teaching
    opetuspaikkakk_4: { code: 'blended', match: 'exact' }, // Monimuoto-opetus, blended teaching
    opetuspaikkakk_5: 'none', // Itsenäinen opiskelu, independent learning
  },
};

/**
 * Code list `opetusaikakk` (opetusaika): day, evening, weekend, day and evening, whenever. It tells the time of day,
 * not how much of the week, which is what the EU learning schedules tell; so no value has a counterpart.
 */
export const opetusaika: NamedCrosswalk = {
  rule: 'kouta-opetusaika',
  vocabulary: 'learning-schedule',
  rows: {
    opetusaikakk_1: 'none', // Päiväopetus
    opetusaikakk_2: 'none', // Iltaopetus
    opetusaikakk_3: 'none', // Viikonloppuopetus
    opetusaikakk_4: 'none', // Päivä- ja iltaopetus
    opetusaikakk_5: 'none', // Kellonajasta (ajankohdasta) riippumaton
  },
};

/** Code list `oppilaitoksenopetuskieli`, as ISO 639-1 codes; `saame` is a family, `muu` no language. */
export const opetuskieli: Readonly<Record<string, readonly string[]>> = {
  oppilaitoksenopetuskieli_1: ['fi'], // suomi
  oppilaitoksenopetuskieli_2: ['sv'], // ruotsi
  oppilaitoksenopetuskieli_3: ['fi', 'sv'], // suomi/ruotsi
  oppilaitoksenopetuskieli_4: ['en'], // englanti
  oppilaitoksenopetuskieli_5: ['smi'], // saame
  oppilaitoksenopetuskieli_9: [], // muu kieli
};

/**
 * Code list `opintojenlaajuusyksikko`. Osaamispiste is what Opintopolku calls "ECVET competence points"; weeks, years
 * and courses are the length of something, not credits.
 */
export const laajuusyksikko: Readonly<Record<string, 'credits' | 'hours' | 'words'>> = {
  opintojenlaajuusyksikko_1: 'words', // opintoviikkoa
  opintojenlaajuusyksikko_2: 'credits', // opintopistettä
  opintojenlaajuusyksikko_3: 'words', // vuosiviikkotuntia
  opintojenlaajuusyksikko_4: 'words', // kurssia
  opintojenlaajuusyksikko_5: 'hours', // tuntia
  opintojenlaajuusyksikko_6: 'credits', // osaamispistettä
  opintojenlaajuusyksikko_7: 'words', // vuotta
  opintojenlaajuusyksikko_8: 'words', // viikkoa
};

/** The code list that a title comes from tells what it is the title of. */
export const tutkintonimike: NamedCrosswalk = {
  rule: 'kouta-tutkintonimike',
  vocabulary: 'credential-kind',
  rows: {
    tutkintonimikekk: { code: 'degree', match: 'exact' }, // korkeakoulututkinnon nimike
    tutkintonimikkeet: { code: 'qualification', match: 'close' }, // ammatillisen tutkinnon nimike
    osaamismerkit: { code: 'badge', match: 'exact' }, // kansallinen osaamismerkki
  },
};

/** Months of the start terms of Finnish education: `kausi_k` is spring, `kausi_s` autumn. */
export const kausi: Readonly<Record<string, { readonly first: string; readonly fi: string }>> = {
  kausi_k: { first: '01-01', fi: 'Kevät' },
  kausi_s: { first: '08-01', fi: 'Syksy' },
};
