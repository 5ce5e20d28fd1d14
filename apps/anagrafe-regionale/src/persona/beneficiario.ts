import {
  type Identificativo,
  type LegalDay,
  NAZIONE_ITALIA,
  NAZIONE_NON_DISPONIBILE,
  decodeCodiceFiscale,
  parseIdentificativo,
  parseLegalDay,
} from '#libs/codici';
import type { Contenuto } from '#libs/tracciati';
import type { DatiPersona } from './dati-persona.js';

/**
 * Reads the person out of a canonical record of PS_PSA_SINA.
 * @returns undefined when the code identifies nobody: delivery should have refused it
 */
export function beneficiarioOf(contenuto: Contenuto): DatiPersona | undefined {
  const identificativo = parseIdentificativo(text(contenuto['codiceFiscale']) ?? '');
  if ('invalid' in identificativo) return undefined;
  const anno = Number(text(contenuto['annoNascita']) ?? 0);
  const annoNascita = anno > 0 ? anno : undefined;
  const genere = text(contenuto['genere']);
  return {
    codici: [{ sistema: identificativo.sistema, codice: identificativo.codice, stato: 'dichiarato' }],
    cognome: text(contenuto['cognome']) ?? '',
    nome: text(contenuto['nome']) ?? '',
    annoNascita,
    dataNascita: dataNascitaOf(identificativo, annoNascita),
    luogoNascita: text(contenuto['luogoNascita']),
    sesso: genere === '1' ? 'M' : genere === '2' ? 'F' : undefined,
    cittadinanze: [text(contenuto['codiceCittadinanza']), text(contenuto['codiceSecondaCittadinanza'])].filter(
      (codice) => codice !== undefined && codice !== NAZIONE_NON_DISPONIBILE,
    ) as string[],
    comuneResidenza: comuneOf(contenuto['indirizzi']),
  };
}

/**
 * The flow carries the year of birth alone. A codice fiscale says day and month as well, and of the year the last two digits: it is
 * believed where these agree with the declared year, which gives the century.
 */
function dataNascitaOf(identificativo: Identificativo, annoNascita: number | undefined): LegalDay | undefined {
  if (identificativo.sistema !== 'codice_fiscale' || annoNascita === undefined) return undefined;
  const { year, month, day } = decodeCodiceFiscale(identificativo.codice);
  if (annoNascita % 100 !== year) return undefined;
  const two = (part: number): string => String(part).padStart(2, '0');
  return parseLegalDay(`${String(annoNascita).padStart(4, '0')}-${two(month)}-${two(day)}`);
}

/**
 * The comune of the first address in Italy. The flow lists up to five, residence or domicile, without saying which is which; who
 * resides abroad and lives here belongs, for social services, to where it lives.
 */
function comuneOf(indirizzi: unknown): string | undefined {
  if (!Array.isArray(indirizzi)) return undefined;
  return (indirizzi as Contenuto[])
    .filter((indirizzo) => indirizzo['codiceNazione'] === NAZIONE_ITALIA)
    .map((indirizzo) => text(indirizzo['codiceComune']))
    .find((comune) => comune !== undefined && /^[0-9]{6}$/.test(comune));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
