import { hash } from 'node:crypto';
import { chiaviOf } from '#libs/abbinamento';
import { parseIdentificativo } from '#libs/codici';
import type { RigaRegistro } from '#libs/sintetici';
import type { DatiDetti, Scheda } from '../../../apps/anagrafe-regionale/src/persona/dati-persona.js';
import type { Riferimento } from '../../../apps/anagrafe-regionale/src/persona/riferimento.js';
import { soggettoDi } from '../../../apps/anagrafe-regionale/src/persona/soggetto-di.js';
import type { DettoDiComune } from '../../../apps/anagrafe-regionale/src/residenza/detto-residenza.js';
import { COMUNI, enteDi } from './lombardia.js';

/** When everything was accepted: before the day on which whoever measures looks. */
export const ACCETTATE_IL = '2026-01-31T08:00:00.000Z';
/** Of the first comune, one in so many has had a prestazione of it too. */
const CON_PRESTAZIONE = 5;

/** A person with everything that is said of it. */
export interface PersonaDaCaricare {
  readonly id: string;
  readonly anagrafica: Scheda;
  readonly sociale: Scheda | undefined;
  readonly detto: DettoDiComune;
}

/** The id under which a person of the invented population is loaded. @param id of the generator */
export function personaIdOf(id: string): string {
  return uuidOf(hash('sha256', `persona:${id}`, 'hex'));
}

/** @param hex at least 32 digits, evenly spread */
export function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What the registry office of its comune says of a person, and of some in the largest the social services too. */
export function personaDaCaricare(riga: RigaRegistro, riferimento: Riferimento): PersonaDaCaricare {
  const comune = riga.comune_istat;
  const dati = datiDi(riga);
  const scheda = (record: string, fonte: Scheda['fonte'], altro: Partial<Scheda>): Scheda => ({
    recordId: hash('sha256', `${record}:${riga.id}`, 'hex'),
    revisione: 1,
    fonte,
    enteErogatore: enteDi(comune),
    accettataIl: ACCETTATE_IL,
    indici: [],
    chiavi: {},
    dati,
    ...altro,
  });
  const trovata = {
    indici: dati.codici.map((codice) => riferimento.indiciOf(codice)),
    chiavi: chiaviOf(soggettoDi(dati)),
  };
  const anagrafica = scheda('anagrafe', 'anagrafe_comunale', { ...trovata, comuneFonte: comune });
  const numero = Number(riga.id);
  const conPrestazione = numero % CON_PRESTAZIONE === 0 && comune === COMUNI[0]!.istat;
  const { vita: _, ...identita } = dati;
  return {
    id: personaIdOf(riga.id),
    anagrafica,
    sociale: conPrestazione ? scheda('sociale', 'sociale', { ...trovata, dati: identita }) : undefined,
    detto: {
      fonte: 'anagrafe_comunale',
      recordId: anagrafica.recordId,
      revisione: 1,
      accettataIl: ACCETTATE_IL,
      comune,
      periodi: [{ dal: dati.dataNascita!, indirizzo: `VIA ROMA ${(numero % 200) + 1}, 20100` }],
    },
  };
}

/** Who somebody is, as a list of people says it. */
export function datiDi(riga: Omit<RigaRegistro, 'id' | 'famiglia'>): DatiDetti {
  const codice = parseIdentificativo(riga.cf);
  return {
    codici: 'invalid' in codice ? [] : [{ sistema: codice.sistema, codice: codice.codice, stato: 'dichiarato' }],
    cognome: riga.cognome,
    nome: riga.nome,
    annoNascita: riga.data_nascita === '' ? undefined : Number(riga.data_nascita.slice(0, 4)),
    dataNascita: (riga.data_nascita || undefined) as DatiDetti['dataNascita'],
    luogoNascita: riga.belfiore || undefined,
    sesso: (riga.sesso || undefined) as DatiDetti['sesso'],
    cittadinanze: ['380'],
    comuneResidenza: riga.comune_istat || undefined,
    vita: 'in_vita',
  };
}
