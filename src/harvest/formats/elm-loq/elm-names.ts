/** Namespaces of which properties and classes are read, by their local names; both generations of the model. */
const namespaces = [
  'http://data.europa.eu/snb/model/ontology/',
  'http://data.europa.eu/snb/model/elm/',
  'http://data.quality-link.eu/ontology/v1#',
  'http://purl.org/dc/terms/',
  'http://www.w3.org/ns/adms#',
  'http://www.w3.org/2004/02/skos/core#',
  'http://xmlns.com/foaf/0.1/',
  'http://www.w3.org/ns/regorg#',
  'http://www.w3.org/ns/org#',
  'http://www.w3.org/ns/locn#',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'http://data.europa.eu/m8g/',
  'http://data.europa.eu/m8g',
] as const;

/** Local name of a property or class of the model; undefined for one of another vocabulary. */
export function localName(iri: string): string | undefined {
  const namespace = namespaces.find((candidate) => iri.startsWith(candidate));
  const name = namespace === undefined ? '' : iri.slice(namespace.length);
  return /^[A-Za-z]\w*$/.test(name) ? name : undefined;
}

/** Classes of the QualityLink ontology (v1) and the class of the model that each is a subclass of. */
const superclasses: Readonly<Record<string, string>> = {
  LearningOpportunityInstance: 'LearningOpportunity',
  LearningOpportunitySpecification: 'LearningAchievementSpecification',
  HigherEducationInstitution: 'Organisation',
  GroupOfHEIs: 'Group',
  EuropeanUniversityAlliance: 'Group',
  OrgRegIdentifier: 'Identifier',
  SchacIdentifier: 'Identifier',
};

/** Local names of a class and, for one of QualityLink, of the class of the model that it specialises. */
export function classNames(iri: string): string[] {
  const name = localName(iri);
  if (name === undefined) return [];
  const superclass = Object.hasOwn(superclasses, name) ? superclasses[name] : undefined;
  return superclass === undefined ? [name] : [superclass, name];
}

/** The class of the offers. */
export const offerClass = 'LearningOpportunity';
