import { organisationId } from '../../../domain/identifiers.js';
import type { Identifier, Organisation } from '../../../domain/organisation.js';
import type { Place } from '../../../domain/run.js';
import { statedConcept } from '../../mapping/concepts.js';
import { plausiblePoint } from '../../mapping/plausibility.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { attributeOf, contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { parseDegrees } from '../../parse/values.js';
import { lineOf, plainOf, type Reading, registerNumber } from './lheo-values.js';

/**
 * `organisme-formation-responsable`, who offers the training, and each `organisme-formateur` of an action, who gives
 * it. Told apart by SIRET, the number of the establishment in the French business register, else by another number.
 */
export function providersOf(formation: XmlNode, reading: Reading): Organisation[] {
  const responsible = nodeAt(formation, 'organisme-formation-responsable');
  const path = 'organisme-formation-responsable';
  if (responsible === undefined)
    reading.log.warning('MISSING_REQUIRED', path, 'The responsible organisation is missing.');
  const organisations = [
    responsible === undefined ? undefined : responsibleOf(responsible, path, reading),
    ...nodesAt(formation, 'action', 'organisme-formateur').map((node) =>
      trainerOf(node, 'action/organisme-formateur', reading),
    ),
  ];
  const byId = new Map<string, Organisation>();
  for (const organisation of organisations)
    if (organisation !== undefined && !byId.has(organisation.id)) byId.set(organisation.id, organisation);
  return [...byId.values()];
}

function responsibleOf(node: XmlNode, path: string, reading: Reading): Organisation | undefined {
  const names =
    plainOf(nodeAt(node, 'nom-organisme'), `${path}/nom-organisme`, reading) ??
    plainOf(nodeAt(node, 'raison-sociale'), `${path}/raison-sociale`, reading);
  const identifiers = distinctIdentifiers(
    [
      registerNumber(
        'SIRET',
        nodeAt(node, 'SIRET-organisme-formation', 'SIRET'),
        `${path}/SIRET-organisme-formation`,
        reading,
      ),
      registerNumber('numero-activite', nodeAt(node, 'numero-activite'), `${path}/numero-activite`, reading),
      registerNumber(
        'UAI',
        nodeAt(node, 'code-UAI-organisme-formation', 'code-UAI'),
        `${path}/code-UAI-organisme-formation`,
        reading,
      ),
    ].filter((it) => it !== undefined),
  );
  if (names === undefined) {
    reading.log.warning('MISSING_REQUIRED', `${path}/nom-organisme`, 'The responsible organisation has no name.');
    return undefined;
  }
  const coordinates = nodeAt(node, 'coordonnees-organisme', 'coordonnees');
  const address = nodeAt(coordinates, 'adresse');
  return {
    id: organisationId(reading.context.source.id, keyOf(identifiers, node, names)),
    names,
    identifiers,
    kinds: [],
    country: countryOf(address, `${path}/coordonnees-organisme/adresse/pays`, reading),
    city: lineOf(nodeAt(address, 'ville')),
    homepage: readAddress(
      contentAt(coordinates, 'web', 'urlweb'),
      `${path}/coordonnees-organisme/web/urlweb`,
      reading.log,
    ),
  };
}

/** A second organisation without a name is no loss worth a warning: `raison-sociale-formateur` may be empty. */
function trainerOf(node: XmlNode, path: string, reading: Reading): Organisation | undefined {
  const names = plainOf(nodeAt(node, 'raison-sociale-formateur'), `${path}/raison-sociale-formateur`, reading);
  if (names === undefined) return undefined;
  const identifiers = distinctIdentifiers(
    [
      registerNumber('SIRET', nodeAt(node, 'SIRET-formateur', 'SIRET'), `${path}/SIRET-formateur`, reading),
      registerNumber('UAI', nodeAt(node, 'code-UAI-formateur', 'code-UAI'), `${path}/code-UAI-formateur`, reading),
    ].filter((it) => it !== undefined),
  );
  return {
    id: organisationId(reading.context.source.id, keyOf(identifiers, node, names)),
    names,
    identifiers,
    kinds: [],
  };
}

/** What an organisation is told apart by: its first number, else the exporter's, else its name. */
export function keyOf(
  identifiers: readonly Identifier[],
  node: XmlNode,
  names: Readonly<Record<string, string>>,
): string {
  return identifiers[0]?.value ?? attributeOf(node, 'numero') ?? `name:${Object.values(names)[0] ?? ''}`;
}

/** `lieu-de-formation` of an action. The names of persons in `coordonnees` are left where they are. */
export function placesOf(action: XmlNode, reading: Reading): Place[] {
  return nodesAt(action, 'lieu-de-formation').flatMap((node): Place[] => {
    const path = 'action/lieu-de-formation/coordonnees/adresse';
    const coordinates = nodeAt(node, 'coordonnees');
    const address = nodeAt(coordinates, 'adresse');
    const city = lineOf(nodeAt(address, 'ville'));
    const lines = [...nodesAt(address, 'ligne'), ...nodesAt(address, 'codepostal')].flatMap(
      (line) => lineOf(line) ?? [],
    );
    const place: Place = {
      name: lineOf(nodeAt(address, 'denomination')) ?? lineOf(nodeAt(coordinates, 'ligne')),
      address: lines.length === 0 ? undefined : lines.join(', '),
      city,
      country: countryOf(address, `${path}/pays`, reading),
      geo: pointOf(
        contentAt(address, 'geolocalisation', 'latitude'),
        contentAt(address, 'geolocalisation', 'longitude'),
        `${path}/geolocalisation`,
        reading,
      ),
    };
    return Object.values(place).every((value) => value === undefined) ? [] : [place];
  });
}

/** `pays`, ISO 3166-1 alpha-2. `region` and `code-INSEE-commune` are French codes with no exact counterpart in NUTS. */
function countryOf(address: XmlNode | undefined, path: string, { log }: Reading): Place['country'] {
  const code = lineOf(nodeAt(address, 'pays'));
  return code === undefined ? undefined : statedConcept('country', code, path, log);
}

/** `geolocalisation`. */
export function pointOf(
  north: string | undefined,
  east: string | undefined,
  path: string,
  { log }: Reading,
): Place['geo'] {
  const texts = [north, east];
  if (texts.every((text) => text === undefined)) return undefined;
  const [latitude, longitude] = texts.map((text) => (text === undefined ? undefined : parseDegrees(text)));
  if (latitude !== undefined && longitude !== undefined) return plausiblePoint(latitude, longitude, path, log);
  log.warning('INVALID_GEO', path, 'Expected latitude and longitude as decimal degrees.', texts.join(' '));
  return undefined;
}
