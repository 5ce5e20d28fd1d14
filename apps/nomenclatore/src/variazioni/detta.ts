import type { AttoDelega, SistemaCodiceEnte } from '#libs/riferimenti';
import type { Problema } from '../pacchetto/problema.js';
import { NELLA_RICHIESTA } from '../registri/registro.js';
import { RegistroIncoerente } from '../registri/registro-incoerente.js';

/** What may happen to comuni by law. `istituzione`: a comune is made of territory of others, which go on. */
export const TIPI_VARIAZIONE = [
  'fusione',
  'incorporazione',
  'istituzione',
  'cambio_provincia',
  'cambio_codice_istat',
  'cambio_denominazione',
] as const;
export type TipoVariazione = (typeof TIPI_VARIAZIONE)[number];

/** A province that the tables do not know yet. */
export interface ProvinciaDetta {
  readonly denominazione: string;
  readonly sigla: string;
  /** ISTAT code of its region. */
  readonly regione: string;
}

/** A change of the territory as a law says it; which fields it has depends on its `tipo`. Comuni are named by cadastral or ISTAT code. */
export interface VariazioneDetta {
  readonly tipo: TipoVariazione;
  /** First day on which it holds. */
  readonly dal: string;
  /** Those that merge, are incorporated, change, or give the territory of which another is made. */
  readonly comuni: readonly string[];
  readonly incorporante: string | null;
  readonly denominazione: string | null;
  /** Name in the other official language. */
  readonly altraDenominazione: string | null;
  readonly belfiore: string | null;
  readonly istat: string | null;
  readonly provincia: ProvinciaDetta | null;
  /** Codes of the ente that begins, beside the cadastral and the ISTAT one. */
  readonly codici: readonly { readonly sistema: SistemaCodiceEnte; readonly codice: string }[];
  /** Where the comune that begins goes, when those it is made of do not say it together. */
  readonly ambito: string | null;
  /** Who heads, from that day, each ambito whose capofila ceases. */
  readonly capofila: readonly { readonly ambito: string; readonly ente: string }[];
  /** The successor takes over the acts in force of those that cease. */
  readonly subentroAtti: boolean;
  readonly atto: AttoDelega;
  readonly fonte: string;
}

type CampoVariabile =
  'incorporante' | 'denominazione' | 'altraDenominazione' | 'belfiore' | 'istat' | 'provincia' | 'ambito';

interface Forma {
  readonly comuni: readonly [least: number, most: number];
  readonly servono: readonly CampoVariabile[];
  readonly ammessi?: readonly CampoVariabile[];
  /** True where an ente ceases, so that its acts may be taken over. */
  readonly subentro: boolean;
  /** True where an ente begins. */
  readonly codici: boolean;
}

/** The largest merger known made one comune of eleven. */
const MOST_COMUNI = 30;

const NUOVO = {
  servono: ['denominazione', 'belfiore', 'istat'],
  ammessi: ['altraDenominazione', 'provincia', 'ambito'],
  codici: true,
} as const;

const FORME: Readonly<Record<TipoVariazione, Forma>> = {
  fusione: { comuni: [2, MOST_COMUNI], ...NUOVO, subentro: true },
  incorporazione: {
    comuni: [1, MOST_COMUNI],
    servono: ['incorporante'],
    ammessi: ['denominazione', 'altraDenominazione'],
    subentro: true,
    codici: false,
  },
  istituzione: { comuni: [1, MOST_COMUNI], ...NUOVO, subentro: false },
  cambio_provincia: { comuni: [1, 1], servono: ['istat'], ammessi: ['provincia'], subentro: false, codici: false },
  cambio_codice_istat: { comuni: [1, 1], servono: ['istat'], subentro: false, codici: false },
  cambio_denominazione: {
    comuni: [1, 1],
    servono: ['denominazione'],
    ammessi: ['altraDenominazione'],
    subentro: false,
    codici: false,
  },
};

const CAMPI: readonly CampoVariabile[] = [
  'incorporante',
  'denominazione',
  'altraDenominazione',
  'belfiore',
  'istat',
  'provincia',
  'ambito',
];

/** As fields are called in requests and files. */
const NOMI: Readonly<Record<string, string>> = { altraDenominazione: 'altra_denominazione' };

/** A refusal that names one field. */
export function variazioneImpossibile(campo: string, messaggio: string): RegistroIncoerente {
  return new RegistroIncoerente([problemaOf(campo, messaggio)]);
}

/** Whether a change of this kind says what it must and nothing that would be ignored. @throws RegistroIncoerente with every fault */
export function checkForma(detta: VariazioneDetta): void {
  const { tipo, comuni } = detta;
  const { comuni: counts, servono, ammessi = [], subentro, codici } = FORME[tipo];
  const [least, most] = counts;
  const problemi = CAMPI.flatMap((campo): Problema[] => {
    if (detta[campo] === null) return servono.includes(campo) ? [problemaOf(campo, `serve per ${tipo}`)] : [];
    return servono.includes(campo) || ammessi.includes(campo) ? [] : [problemaOf(campo, `non è di ${tipo}`)];
  });
  if (comuni.length < least || comuni.length > most)
    problemi.push(
      problemaOf('comuni', most === 1 ? `per ${tipo} è uno solo` : `per ${tipo} sono da ${least} a ${most}`),
    );
  if (detta.subentroAtti && !subentro) problemi.push(problemaOf('subentro_atti', `per ${tipo} nessun ente cessa`));
  if (detta.codici.length > 0 && !codici) problemi.push(problemaOf('codici', `per ${tipo} nessun ente comincia`));
  if (detta.capofila.length > 0 && !subentro && tipo !== 'cambio_provincia')
    problemi.push(problemaOf('capofila', `per ${tipo} nessun ambito perde il suo capofila`));
  if (problemi.length > 0) throw new RegistroIncoerente(problemi);
}

function problemaOf(campo: string, messaggio: string): Problema {
  return { ...NELLA_RICHIESTA, campo: NOMI[campo] ?? campo, messaggio };
}
