import { statoCivileInParole } from '#libs/codici';
import type { CodiceDetto } from '../persona/codice-detto.js';
import type { DatiPersona, StatoCivile } from '../persona/dati-persona.js';
import type { DatoEstratto } from './risposta.js';

type Detti = DatiPersona & { readonly vita?: string | undefined; readonly dataDecesso?: string | undefined };

/** In the order in which they are read; a field that is forgotten here the compiler notices. */
const VOCI: { readonly [C in keyof Required<Omit<Detti, 'codici'>>]: string } = {
  cognome: 'cognome',
  nome: 'nome',
  sesso: 'sesso',
  dataNascita: 'data di nascita',
  annoNascita: 'anno di nascita',
  luogoNascita: 'luogo di nascita (codice catastale)',
  cittadinanze: 'cittadinanze (codice ISO)',
  statoCivile: 'stato civile (codice ANPR)',
  comuneResidenza: 'comune di residenza (codice ISTAT)',
  vita: 'vita',
  dataDecesso: 'data di decesso',
};

/** Everything that is said of a person, in words; what nobody says is left out. */
export function datiInVoci(dati: Detti): DatoEstratto[] {
  const codici = dati.codici.map((codice) => ({ dato: 'codice', valore: codiceInParole(codice) }));
  const voci = (Object.keys(VOCI) as (keyof typeof VOCI)[]).flatMap((campo) => {
    const valore = campo === 'statoCivile' ? statoCivileInChiaro(dati.statoCivile) : inChiaro(dati[campo]);
    return valore === '' ? [] : [{ dato: VOCI[campo], valore }];
  });
  return [...codici, ...voci];
}

function inChiaro(value: string | number | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join(', ') : String(value ?? '');
}

function statoCivileInChiaro(detto: StatoCivile | undefined): string {
  if (detto === undefined) return '';
  const { codice, dal } = detto;
  return `${statoCivileInParole(codice)} (${codice})${dal === undefined ? '' : ` dal ${dal}`}`;
}

function codiceInParole({ sistema, codice, stato, dal, al }: CodiceDetto): string {
  const periodo = [dal === undefined ? '' : ` dal ${dal}`, al === undefined ? '' : ` al ${al}`].join('');
  return `${codice} (${sistema.split(':')[0]!.replaceAll('_', ' ')}, ${stato}${periodo})`;
}
