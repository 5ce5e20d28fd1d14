import type { Relazione } from '#libs/riferimenti';
import type { TestataVersione } from '../consultazione/modelli-consultazione.js';
import type { FonteLetta } from '../fonti/modelli-fonti.js';
import type { VoceLetta } from '../lettura/modelli.js';
import { type Nodo, type Nome, type Oggetto, giornata, italiano } from './grafo.js';

/** What a code is in another code system, whose version is the one in force on the same day. */
export interface Associata {
  readonly codice: string;
  readonly relazione: Relazione;
  readonly a: string;
  readonly versione: string;
  readonly destinazioni: readonly string[];
  readonly limite: string | null;
}

/** A version of a code system, whole. */
export interface VersioneIntera {
  readonly testata: TestataVersione;
  readonly voci: readonly VoceLetta[];
  readonly associazioni: readonly Associata[];
  /** The version before, whose codes items take the place of. */
  readonly prima: string | null;
  /** Name of the region that publishes. */
  readonly regione: string;
}

/** SKOS has no word for "one of these": that each is close is all that may be said of a choice. */
const MATCH: Readonly<Record<Relazione, Nome>> = {
  esatta: 'skos:exactMatch',
  piu_ampia: 'skos:broadMatch',
  piu_ristretta: 'skos:narrowMatch',
  scelta: 'skos:closeMatch',
};
const LICENZE: Readonly<Record<string, string>> = {
  'CC BY 4.0': 'https://creativecommons.org/licenses/by/4.0/',
  CC0: 'https://creativecommons.org/publicdomain/zero/1.0/',
  MIT: 'https://opensource.org/license/mit',
};
const LINGUA = 'http://publications.europa.eu/resource/authority/language/ITA';
const TEMA = 'http://publications.europa.eu/resource/authority/data-theme/SOCI';
const FREQUENZA = 'http://publications.europa.eu/resource/authority/frequency/IRREG';
const STANDARD = 'https://w3id.org/italia/data/standard/SKOS';
const LISTA = 'http://purl.org/adms/assettype/CodeList';
const TECNICA = 'http://purl.org/adms/representationtechnique/SKOS';

/**
 * A version as a concept scheme, following the convention of Italy's National Data Catalog.
 * @param indirizzo where the versions of all code systems are read: `https://…/rest/nomenclatore/v1/sistemi`
 */
export function schemaSkos(versione: VersioneIntera, indirizzo: string): Nodo[] {
  const { testata, voci } = versione;
  const nomi = new Nomi(indirizzo);
  const codici = new Set(voci.map(({ codice }) => codice));
  const tops = voci.filter(({ padre }) => padre === null || !codici.has(padre));
  const scheme = nomi.schema(testata.sistema, testata.versione);
  return [
    schemaOf(
      versione,
      scheme,
      tops.map(({ codice }) => ({ iri: nomi.voce(testata.sistema, testata.versione, codice) })),
    ),
    ...voci.map((voce) => concettoOf(versione, voce, codici, nomi)),
  ];
}

/** A code of one version is a thing of its own: renamed in the next, it would else have two names. */
class Nomi {
  constructor(private readonly indirizzo: string) {}

  schema(sistema: string, versione: string): string {
    return `${this.indirizzo}/${encodeURIComponent(sistema)}/versioni/${encodeURIComponent(versione)}`;
  }

  voce(sistema: string, versione: string, codice: string): string {
    return `${this.schema(sistema, versione)}/skos#${encodeURIComponent(codice)}`;
  }
}

function schemaOf({ testata, regione }: VersioneIntera, iri: string, tops: readonly Oggetto[]): Nodo {
  const { sistema, versione, denominazione, stato, dal, al, fonti } = testata;
  const licenze = new Set(fonti.flatMap(({ licenza }) => LICENZE[licenza ?? ''] ?? []));
  const editori = new Set(fonti.flatMap(({ editore }) => editore ?? []));
  const agente = (nome: string): Oggetto => ({
    tipi: ['dcatapit:Agent', 'foaf:Agent'],
    proprieta: { 'foaf:name': [italiano(nome)] },
  });
  return {
    iri,
    tipi: ['skos:ConceptScheme', 'dcatapit:Dataset', 'adms:Asset'],
    proprieta: {
      'rdfs:label': [italiano(denominazione)],
      'skos:prefLabel': [italiano(denominazione)],
      'dct:title': [italiano(denominazione)],
      'dct:description': [italiano(`${denominazione}, versione ${versione}`)],
      'dct:identifier': [{ testo: `${sistema}@${versione}` }],
      'ndc:keyConcept': [{ testo: sistema.toLowerCase() }],
      'owl:versionInfo': [{ testo: versione }],
      'owl:deprecated': stato === 'ritirata' ? [{ testo: 'true', tipo: 'xsd:boolean' }] : [],
      'dct:temporal': [
        {
          tipi: ['dct:PeriodOfTime'],
          proprieta: { 'dcat:startDate': [giornata(dal)], 'dcat:endDate': al === null ? [] : [giornata(al)] },
        },
      ],
      'dct:publisher': [agente(regione)],
      'dct:rightsHolder': (editori.size === 0 ? [regione] : [...editori]).map(agente),
      'dct:license': [...licenze].map((one) => ({ iri: one })),
      'dct:rights': fonti.map(dirittiOf),
      'dct:source': fonti.flatMap(({ url }) => (url === null ? [] : [{ iri: url }])),
      'dct:language': [{ iri: LINGUA }],
      'dct:accrualPeriodicity': [{ iri: FREQUENZA }],
      'dct:conformsTo': [{ iri: STANDARD }],
      'dct:type': [{ iri: LISTA }],
      'adms:representationTechnique': [{ iri: TECNICA }],
      'dcat:theme': [{ iri: TEMA }],
      'skos:hasTopConcept': tops,
    },
  };
}

function dirittiOf({ sigla, titolo, editore, licenza }: FonteLetta): Oggetto {
  return italiano(titolo === null ? `${sigla}: fonte non descritta` : `${titolo} (${editore}): ${licenza}`);
}

function concettoOf(intera: VersioneIntera, voce: VoceLetta, codici: ReadonlySet<string>, nomi: Nomi): Nodo {
  const { sistema, versione } = intera.testata;
  const { codice, padre, denominazione, descrizione, sostituisce, fonte, affidabilita } = voce;
  const schema = [{ iri: nomi.schema(sistema, versione) }];
  const parent = padre !== null && codici.has(padre) ? [{ iri: nomi.voce(sistema, versione, padre) }] : [];
  const own = intera.associazioni.filter((associata) => associata.codice === codice);
  const matches = (nome: Nome) =>
    own
      .filter(({ relazione }) => MATCH[relazione] === nome)
      .flatMap((one) => one.destinazioni.map((target) => ({ iri: nomi.voce(one.a, one.versione, target) })));
  return {
    iri: nomi.voce(sistema, versione, codice),
    tipi: ['skos:Concept'],
    proprieta: {
      'rdfs:label': [italiano(denominazione)],
      'skos:prefLabel': [italiano(denominazione)],
      'skos:definition': descrizione === null ? [] : [italiano(descrizione)],
      'skos:notation': [{ testo: codice }],
      'dct:identifier': [{ testo: codice }],
      'skos:inScheme': schema,
      'skos:topConceptOf': parent.length === 0 ? schema : [],
      'skos:broader': parent,
      'dct:replaces':
        intera.prima === null ? [] : sostituisce.map((old) => ({ iri: nomi.voce(sistema, intera.prima!, old) })),
      ...Object.fromEntries(Object.values(MATCH).map((nome) => [nome, matches(nome)])),
      'skos:scopeNote': own.flatMap(({ a, destinazioni, limite }) =>
        limite === null ? [] : [italiano(`In ${a}, ${destinazioni.join(' o ')}: ${limite}`)],
      ),
      'dc:source': [{ testo: fonte }],
      'skos:editorialNote': [italiano(`Affidabilità: ${affidabilita}`)],
    },
  };
}
