import { nascitaDi } from '../../apps/anagrafe-regionale/src/prova/forniture-di-prova.js';
import type { Tizio } from '../../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import { ENTI, type NomeComune } from './marche-piccole.js';

/** A person as a registry office writes it: a riga of ANAGRAFE in JSON. */
export type PersonaScritta = Readonly<Record<string, unknown>>;

/** Where somebody lives, or lived, as the registry office of that comune has it. */
export interface Iscrizione {
  readonly comune: NomeComune;
  readonly dal: string;
  /** Last day there: the person has left. */
  readonly al?: string;
  readonly indirizzo?: string;
  /** Number of the famiglia, and the relation to who it is of (ANPR's table 5). */
  readonly famiglia?: readonly [numero: string, relazione: string];
  /** Where from, or where to once `al` is said. */
  readonly altrove?: NomeComune;
  readonly campi?: PersonaScritta;
}

/** What a comune delivers of a person; the number it has in its archive is made of comune and name. */
export function iscritta(chi: Tizio, iscrizione: Iscrizione): PersonaScritta {
  const { comune, dal, al, indirizzo = 'VIA DELLE PROVE', famiglia, campi } = iscrizione;
  const fine = (nome: string): object => (al === undefined ? {} : { [`${nome}_al`]: al });
  return {
    id_anagrafico: `${ENTI[comune].codice}-${chi.cognome}-${chi.nome}`,
    codice_fiscale: chi.codice,
    cognome: chi.cognome,
    nome: chi.nome,
    sesso: chi.sesso,
    data_nascita: nascitaDi(chi),
    luogo_nascita: 'H501',
    residenze: [
      {
        residenza_genere: 'residenza',
        residenza_comune: ENTI[comune].istat,
        residenza_indirizzo: indirizzo,
        residenza_civico: '3',
        residenza_dal: dal,
        ...fine('residenza'),
      },
    ],
    ...(famiglia === undefined ? {} : { famiglie: [famigliaOf(famiglia, dal, fine('famiglia'))] }),
    ...eventiOf(iscrizione),
    ...campi,
  };
}

function famigliaOf([numero, relazione]: readonly [string, string], dal: string, fine: object): object {
  const chiave = { famiglia_numero: numero, famiglia_tipo: 'famiglia', famiglia_relazione: relazione };
  return { ...chiave, famiglia_dal: dal, ...fine };
}

function eventiOf({ dal, al, altrove }: Iscrizione): object {
  if (altrove === undefined) return {};
  const evento =
    al === undefined
      ? { evento_tipo: 'immigrazione', evento_data: dal }
      : { evento_tipo: 'emigrazione', evento_data: dayAfter(al) };
  return { eventi: [{ ...evento, evento_comune: ENTI[altrove].istat }] };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
