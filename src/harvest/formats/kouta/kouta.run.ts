import { runId } from '../../../domain/identifiers.js';
import type { Place, Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { emptyRun } from '../../mapping/empty-run.js';
import { plausibleDeadline, plausiblePeriod } from '../../mapping/plausibility.js';
import { distinctIdentifiers, readAddress, readDate, readNumber } from '../../mapping/values.js';
import { kausi } from './kouta.crosswalk.js';
import { hakutiedotOf } from './kouta.external.js';
import { freeOf, grantsOf, pricesOf } from './kouta.price.js';
import type {
  Alkamiskausi,
  Hakuaika,
  Hakukohde,
  KoutaOrganisaatio,
  KoutaRecord,
  ListedToteutus,
  Opetus,
} from './kouta.record.js';
import { type Teaching, teachingOf } from './kouta.teaching.js';
import { codeOf, firstText } from './kouta.texts.js';

/** A way into an implementation: the start it leads to, when one applies for it, and where it takes place. */
interface Entry {
  readonly season: Alkamiskausi | undefined;
  readonly option: Hakukohde | undefined;
}

/**
 * The runs of a toteutus: one for each start (day, or term and year) that its application options (hakukohteet) lead
 * to; the only one, with the start and application window of the toteutus itself, where nothing is applied for in an
 * application of the portal. Archived options are not on offer.
 */
export function runsOfToteutus(
  opportunity: string,
  record: KoutaRecord,
  teaching: Teaching,
  context: MapContext,
  log: IssueLog,
): Run[] {
  return runsByStart((season) => runId(opportunity, season), record, teaching, context, log);
}

function runsByStart(
  idOf: (season: string) => string,
  record: KoutaRecord,
  teaching: Teaching,
  context: MapContext,
  log: IssueLog,
): Run[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entriesOf(record)) {
    const key = seasonKey(entry.season);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].flatMap(([key, entries]) => {
    const run = runOf(idOf(key), entries, record, teaching, context, log);
    return isStated(run) ? [run] : [];
  });
}

/**
 * Published implementations that a koulutus lists, each with the places where it is taught; with their starts and
 * application windows too where the external interface gives them whole. The search lists one once for every place.
 */
export function runsOfKoulutus(opportunity: string, record: KoutaRecord, context: MapContext, log: IssueLog): Run[] {
  const byOid = new Map<string, ListedToteutus[]>();
  for (const toteutus of record.toteutukset ?? []) {
    const oid = toteutus.oid || toteutus.toteutusOid;
    if (oid === undefined || oid === '' || !isPublished(toteutus)) continue;
    byOid.set(oid, [...(byOid.get(oid) ?? []), toteutus]);
  }
  return [...byOid].flatMap(([oid, listed]) => {
    const nativeIds = distinctIdentifiers([{ scheme: 'OID', value: oid }]);
    const options = (record.hakukohteet ?? []).filter(({ toteutusOid }) => toteutusOid === oid);
    const [{ metadata, tarjoajat } = {}] = listed;
    if (metadata !== undefined) {
      const hakutiedot = options.length === 0 ? undefined : [hakutiedotOf(options, record.haut)];
      const whole = { metadata, tarjoajat, hakutiedot };
      const idOf = (season: string) => runId(opportunity, season === 'undated' ? oid : `${oid} ${season}`);
      const teaching = teachingOf(metadata, log);
      return runsByStart(idOf, whole, teaching, context, log).map((run) => ({ ...run, nativeIds }));
    }
    const places = placesOf(listed.flatMap(sitesOf));
    return places.length === 0 ? [] : [{ ...emptyRun(runId(opportunity, oid)), nativeIds, places }];
  });
}

function sitesOf({ tarjoajat, oppilaitosNimi, kunnat = [] }: ListedToteutus): KoutaOrganisaatio[] {
  return tarjoajat ?? kunnat.map((paikkakunta) => ({ nimi: oppilaitosNimi, paikkakunta }));
}

/** Drafts (`tallennettu`) and what is archived are not on offer; answers of the search leave the state out. */
export function isPublished({ tila }: { readonly tila?: string | undefined }): boolean {
  return tila === undefined || tila === '' || tila === 'julkaistu';
}

function entriesOf({ hakutiedot = [], metadata }: KoutaRecord): Entry[] {
  const own = metadata?.opetus?.koulutuksenAlkamiskausi;
  const options = hakutiedot.flatMap(({ koulutuksenAlkamiskausi, hakukohteet = [] }) =>
    hakukohteet
      .filter(isPublished)
      .map((option) => ({ option, season: option.koulutuksenAlkamiskausi ?? koulutuksenAlkamiskausi ?? own })),
  );
  if (options.length > 0) return options;
  return [{ season: own ?? hakutiedot.at(-1)?.koulutuksenAlkamiskausi, option: undefined }];
}

function seasonKey(season: Alkamiskausi | undefined): string {
  const { koulutuksenAlkamispaivamaara: start, koulutuksenAlkamisvuosi: year } = season ?? {};
  const term = codeOf(season?.koulutuksenAlkamiskausi);
  if (start !== undefined && start !== '') return start;
  return term === undefined || year === undefined ? 'undated' : `${term} ${year}`;
}

function runOf(
  id: string,
  entries: readonly Entry[],
  record: KoutaRecord,
  teaching: Teaching,
  context: MapContext,
  log: IssueLog,
): Run {
  const opetus: Opetus = record.metadata?.opetus ?? {};
  const period = periodOf(entries[0]?.season, context, log);
  const options = entries.flatMap(({ option }) => option ?? []);
  const places = placesOf(options.flatMap(({ jarjestyspaikka }) => jarjestyspaikka ?? []));
  const prices = pricesOf(opetus, context, log);
  return {
    ...emptyRun(id),
    ...teaching,
    period,
    applicationWindows: windowsOf(options, record, period?.end, context, log),
    places: places.length > 0 ? places : placesOf(record.tarjoajat ?? []),
    duration: durationOf(opetus, log),
    prices,
    free: freeOf(opetus, log),
    grants: grantsOf(opetus, context),
    state: stateOf([...options.flatMap(({ hakuajat = [] }) => hakuajat), ...ownWindow(options, record)]),
    capacity: capacityOf(options, record, log),
  };
}

/** Whether anything dated, placed, priced or scheduled is known about the run. */
function isStated({ period, applicationWindows, places, duration, prices, free, capacity }: Run): boolean {
  const lists = [applicationWindows, places, prices];
  return lists.some(({ length }) => length > 0) || [period, duration, free, capacity].some((it) => it !== undefined);
}

/**
 * `koulutuksenAlkamiskausi`: exact days, or the term and year in which studies start (rule `term-date`). A term has no
 * end, because it is the term of the start, not of the studies.
 */
function periodOf(season: Alkamiskausi | undefined, { source }: MapContext, log: IssueLog): Run['period'] {
  if (season === undefined) return undefined;
  const path = 'koulutuksenAlkamiskausi';
  const start = readDate(season.koulutuksenAlkamispaivamaara, `${path}.koulutuksenAlkamispaivamaara`, source, log);
  const endPath = `${path}.koulutuksenPaattymispaivamaara`;
  const end = readDate(season.koulutuksenPaattymispaivamaara, endPath, source, log);
  const days = plausiblePeriod(start, end, endPath, log);
  if (days !== undefined) return days;
  const code = codeOf(season.koulutuksenAlkamiskausi);
  const year = season.koulutuksenAlkamisvuosi;
  if (code === undefined || year === undefined || year === '') return undefined;
  const term = Object.hasOwn(kausi, code) ? kausi[code] : undefined;
  if (term === undefined || !/^(19|20|21)\d\d$/.test(year)) {
    log.warning('INVALID_DATE', path, 'Expected a term (kausi_k or kausi_s) and a year.', `${code} ${year}`);
    return undefined;
  }
  return { start: `${year}-${term.first}`, precision: 'term', native: `${term.fi} ${year}` };
}

/** `metadata.hakuaika`, which only a toteutus without application options in the portal has. */
function ownWindow(options: readonly Hakukohde[], { metadata }: KoutaRecord): Hakuaika[] {
  return options.length > 0 || metadata?.hakuaika === undefined ? [] : [metadata.hakuaika];
}

function windowsOf(
  options: readonly Hakukohde[],
  record: KoutaRecord,
  end: string | undefined,
  { source }: MapContext,
  log: IssueLog,
): Run['applicationWindows'] {
  const windows = new Map<string, Run['applicationWindows'][number]>();
  const add = (hakuaika: Hakuaika, link: Hakukohde['hakulomakeLinkki'], path: string) => {
    const opens = readDate(hakuaika.alkaa, `${path}.alkaa`, source, log)?.date;
    const last = readDate(hakuaika.paattyy, `${path}.paattyy`, source, log);
    const closes = plausibleDeadline(last, { opens, end }, `${path}.paattyy`, log);
    const address = Object.values(link ?? {}).find((text) => text !== null && text !== '') ?? undefined;
    const window = { opens, closes, url: readAddress(address, 'hakulomakeLinkki', log) };
    if (opens !== undefined || closes !== undefined) windows.set(JSON.stringify(window), window);
  };
  for (const { hakuajat = [], hakulomakeLinkki } of options) {
    for (const hakuaika of hakuajat) add(hakuaika, hakulomakeLinkki, 'hakutiedot.hakukohteet.hakuajat');
  }
  for (const hakuaika of ownWindow(options, record))
    add(hakuaika, record.metadata?.hakulomakeLinkki, 'metadata.hakuaika');
  return [...windows.values()];
}

/** Municipalities (`paikkakunta`) of those who teach, in Finnish or Swedish, with the name of the site. */
function placesOf(sites: readonly KoutaOrganisaatio[]): Place[] {
  const places = new Map<string, Place>();
  for (const { nimi, paikkakunta } of sites) {
    const city = firstText(paikkakunta?.nimi);
    if (city !== undefined) places.set(JSON.stringify([city, firstText(nimi)]), { name: firstText(nimi), city });
  }
  return [...places.values()];
}

/** `suunniteltuKesto`, the planned length; no years and no months is the default of the register, not a length. */
function durationOf(opetus: Opetus, log: IssueLog): string | undefined {
  const path = 'metadata.opetus.suunniteltuKesto';
  const years = readNumber(opetus.suunniteltuKestoVuodet, `${path}Vuodet`, log) ?? 0;
  const months = readNumber(opetus.suunniteltuKestoKuukaudet, `${path}Kuukaudet`, log) ?? 0;
  if (years === 0 && months === 0) return undefined;
  if (years > 20 || months > 120 || !Number.isInteger(years) || !Number.isInteger(months)) {
    log.warning('IMPLAUSIBLE_VALUE', path, 'The planned duration is not plausible.', `${years} y ${months} m`);
    return undefined;
  }
  return `P${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}`;
}

/** Konfo says of each window whether it is open (`hakuAuki`) or over (`hakuMennyt`). */
function stateOf(windows: readonly Hakuaika[]): Run['state'] {
  if (windows.some(({ hakuAuki }) => hakuAuki === true)) return 'open';
  return windows.length > 0 && windows.every(({ hakuMennyt }) => hakuMennyt === true) ? 'closed' : 'unknown';
}

/** Places of the toteutus, or of its only application option; options may share theirs, so they are never summed up. */
function capacityOf(options: readonly Hakukohde[], { metadata }: KoutaRecord, log: IssueLog): number | undefined {
  const only = options.length === 1 ? options[0]?.aloituspaikat?.lukumaara : undefined;
  const capacity = readNumber(only ?? metadata?.aloituspaikat, 'aloituspaikat', log);
  return capacity === undefined || !Number.isSafeInteger(capacity) ? undefined : capacity;
}
