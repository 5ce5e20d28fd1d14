import { type Territorio, parseIdentificativo, parseLegalDay } from '#libs/codici';
import type { CodiceDetto } from '../../persona/codice-detto.js';
import type { DatiDetti } from '../../persona/dati-persona.js';
import { type Oggetto, RispostaIlleggibile, elencoIn, giornoIn, leggiJson, oggettoIn, testoIn } from '../lettura.js';

/** Under which HL7 Italia knows codici fiscali. */
export const SISTEMA_CODICE_FISCALE = 'http://hl7.it/sid/codiceFiscale';

const LUOGO_NASCITA = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
const UFFICIALE = 'http://hl7.org/fhir/StructureDefinition/address-official';
const CODIFICA = 'http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding';

/** @returns the one patient of a searchset; undefined of one without any @throws RispostaIlleggibile, also for several */
export function leggiPaziente(corpo: string): Oggetto | undefined {
  const bundle = leggiJson(corpo);
  if (bundle['resourceType'] !== 'Bundle') throw new RispostaIlleggibile('no Bundle');
  const pazienti = elencoIn(bundle, 'entry')
    .map((entry) => oggettoIn(entry, 'resource'))
    .filter(({ resourceType }) => resourceType === 'Patient');
  if (pazienti.length > 1) throw new RispostaIlleggibile('several patients');
  return pazienti[0];
}

/** By which the registry knows the patient. @throws RispostaIlleggibile */
export function idPaziente(paziente: Oggetto): string {
  const id = testoIn(paziente, 'id', 64);
  if (id === undefined) throw new RispostaIlleggibile('id');
  return id;
}

/**
 * Identity, residence and life. A patient may say much else (doctor, exemptions, contacts, who is married to whom): nothing of it goes any
 * further than here.
 * @throws RispostaIlleggibile, also when the patient does not have the code it was asked for by
 */
export function datiPaziente(paziente: Oggetto, chiesto: string, territorio: Territorio): DatiDetti {
  const codici = codiciIn(paziente);
  if (!codici.some(({ codice }) => codice === chiesto)) throw new RispostaIlleggibile('another patient');
  const nomi = elencoIn(paziente, 'name');
  const nome = nomi.find(({ use }) => use === 'official') ?? nomi[0] ?? {};
  const dati = { cognome: testoIn(nome, 'family') ?? '', nome: givenOf(nome) };
  if (dati.cognome === '' && dati.nome === '') throw new RispostaIlleggibile('no name');
  const genere = testoIn(paziente, 'gender', 10);
  const deceduto = deceduta(paziente);
  return {
    codici,
    ...dati,
    ...nascitaIn(paziente),
    luogoNascita: luogoIn(paziente, territorio),
    sesso: genere === 'male' ? 'M' : genere === 'female' ? 'F' : undefined,
    cittadinanze: [],
    comuneResidenza: deceduto.vita === 'deceduta' ? undefined : residenzaIn(paziente, territorio),
    ...deceduto,
  };
}

/** The card it was given has the code that the tax authority gave. One whose use is `old` was before. */
function codiciIn(paziente: Oggetto): CodiceDetto[] {
  const detti = elencoIn(paziente, 'identifier')
    .filter(({ system }) => system === SISTEMA_CODICE_FISCALE)
    .flatMap((identifier): CodiceDetto[] => {
      const read = parseIdentificativo(testoIn(identifier, 'value', 20) ?? '');
      if ('invalid' in read) throw new RispostaIlleggibile('identifier');
      const stato = identifier['use'] === 'old' ? 'cessato' : 'validato';
      return [{ sistema: read.sistema, codice: read.codice, stato }];
    });
  return detti.toSorted((one, other) => Number(one.stato === 'cessato') - Number(other.stato === 'cessato'));
}

function givenOf(nome: Oggetto): string {
  const given = nome['given'] ?? [];
  if (!Array.isArray(given) || given.length > 10) throw new RispostaIlleggibile('given');
  return given
    .flatMap((one: unknown) => testoIn({ one }, 'one') ?? [])
    .join(' ')
    .slice(0, 100);
}

/** A year, a month or a day: FHIR writes what is known. */
function nascitaIn(paziente: Oggetto): Pick<DatiDetti, 'annoNascita' | 'dataNascita'> {
  const text = testoIn(paziente, 'birthDate', 10);
  if (text === undefined) return {};
  if (!/^[0-9]{4}(-[0-9]{2}){0,2}$/.test(text)) throw new RispostaIlleggibile('birthDate');
  return { annoNascita: Number(text.slice(0, 4)), dataNascita: parseLegalDay(text) };
}

function luogoIn(paziente: Oggetto, territorio: Territorio): string | undefined {
  const detto = elencoIn(paziente, 'extension').find(({ url }) => url === LUOGO_NASCITA);
  const codice = detto === undefined ? undefined : codiceIn(oggettoIn(detto, 'valueAddress'));
  if (codice === undefined || /^[A-Z][0-9]{3}$/.test(codice)) return codice;
  return territorio.comuneByIstat(codice)?.belfiore;
}

/** The address that the registry says is the official one: others are where the patient is found. */
function residenzaIn(paziente: Oggetto, territorio: Territorio): string | undefined {
  const ufficiale = elencoIn(paziente, 'address').find(
    (address) =>
      address['use'] !== 'old' &&
      elencoIn(address, 'extension').some(({ url, valueBoolean }) => url === UFFICIALE && valueBoolean === true),
  );
  const codice = ufficiale === undefined ? undefined : codiceIn(ufficiale);
  if (codice === undefined || /^[0-9]{6}$/.test(codice)) return codice;
  return territorio.comuneByBelfiore(codice)?.istat;
}

/** The code of the comune of an address: that of ISTAT or that of the tax authority, told by their shape; undefined of another. */
function codiceIn(address: Oggetto): string | undefined {
  const codifica = elencoIn(oggettoIn(address, '_city'), 'extension').find(({ url }) => url === CODIFICA);
  const codice = codifica === undefined ? undefined : testoIn(oggettoIn(codifica, 'valueCoding'), 'code', 20);
  return codice !== undefined && /^([0-9]{6}|[A-Z][0-9]{3})$/.test(codice) ? codice : undefined;
}

/** A registry that says nothing of it does not say that the patient lives. */
function deceduta(paziente: Oggetto): Pick<DatiDetti, 'vita' | 'dataDecesso'> {
  const dataDecesso = giornoIn(paziente, 'deceasedDateTime');
  if (dataDecesso !== undefined) return { vita: 'deceduta', dataDecesso };
  const flag = paziente['deceasedBoolean'];
  if (flag === undefined) return {};
  return { vita: flag === true ? 'deceduta' : 'in_vita' };
}
