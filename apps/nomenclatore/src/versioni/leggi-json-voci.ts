import { AFFIDABILITA, type Cella, CellaErrata, codiceVoce, scelta, testo } from '../pacchetto/celle.js';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import type { Difetto } from './esame-voci.js';
import {
  ELENCO,
  MOST_ATTRIBUTES,
  MOST_ITEMS,
  type Provenienza,
  type VociInviate,
  rilievoSuVoce,
} from './voci-inviate.js';

type Voce = { -readonly [K in keyof RigaVoce]: RigaVoce[K] };
/** Reads the value of one field into the item. @throws CellaErrata */
type Campo = (value: unknown, voce: Voce) => void;

/** Half of a character outside the basic plane: JSON may hold one, PostgreSQL takes none. */
const LONE_SURROGATE = /\p{Cs}/u;
/** Values of a list: an item that splits or joins more codes than these is not one item. */
const MOST_VALUES = 500;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_]{0,39}$/;

const CAMPI: Readonly<Record<string, Campo>> = {
  codice: (value, voce) => void (voce.codice = read(codiceVoce, value)),
  padre: (value, voce) => void (voce.padre = value === null ? null : read(codiceVoce, value)),
  denominazione: (value, voce) => void (voce.denominazione = read(testo, value)),
  descrizione: (value, voce) => void (voce.descrizione = value === null ? null : read(testo, value)),
  fonte: (value, voce) => void (voce.fonte = read(testo, value)),
  affidabilita: (value, voce) => void (voce.affidabilita = read(scelta(AFFIDABILITA), value)),
  sostituisce: (value, voce) => {
    const codici = list(value, codiceVoce);
    if (codici.length > 0) voce.attributi = { ...voce.attributi, sostituisce: codici };
  },
  attributi: (value, voce) => void (voce.attributi = { ...voce.attributi, ...readAttributi(value) }),
};

/** Reads items from `{"voci": […]}`, each as the public read gives it. */
export function leggiJsonVoci(bytes: Uint8Array, provenienza: Provenienza): VociInviate {
  const items = itemsIn(bytes);
  if (items === undefined) return inviate([], [ILLEGGIBILE]);
  if (items.length > MOST_ITEMS) return inviate([], [troppe(items.length)]);
  const difetti: Difetto[] = [];
  const voci = items.map((item, at) => readVoce(item, at + 1, provenienza, difetti));
  return inviate(difetti.length > 0 ? [] : voci, difetti);
}

function itemsIn(bytes: Uint8Array): readonly unknown[] | undefined {
  try {
    const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
    return isRecord(body) && Object.keys(body).length === 1 && Array.isArray(body['voci']) ? body['voci'] : undefined;
  } catch {
    return undefined;
  }
}

function inviate(voci: readonly RigaVoce[], difetti: readonly Difetto[]): VociInviate {
  return { voci, errori: difetti.length, avvisi: 0, rilievi: difetti.map(rilievoSuVoce), rilievoDi: rilievoSuVoce };
}

const ILLEGGIBILE: Difetto = {
  regola: 'valore',
  riga: null,
  campo: 'voci',
  messaggio: 'Il corpo non è un JSON in UTF-8 con il solo elenco `voci`.',
};

function troppe(found: number): Difetto {
  return { regola: 'troppe', riga: null, campo: 'voci', messaggio: `Le voci sono ${found}, al più ${MOST_ITEMS}.` };
}

function readVoce(item: unknown, riga: number, provenienza: Provenienza, difetti: Difetto[]): RigaVoce {
  const voce: Voce = {
    codice: '',
    padre: null,
    denominazione: '',
    descrizione: null,
    attributi: {},
    ...provenienza,
    posto: { file: ELENCO, riga },
  };
  const fields = isRecord(item) ? { codice: undefined, denominazione: undefined, ...item } : { voce: item };
  for (const [campo, value] of Object.entries(fields)) {
    try {
      const reader = Object.hasOwn(CAMPI, campo) ? CAMPI[campo]! : unknownField;
      reader(value, voce);
    } catch (error) {
      if (!(error instanceof CellaErrata)) throw error;
      difetti.push({
        regola: 'valore',
        riga,
        campo: campo.slice(0, 40),
        messaggio: `Il valore non è ammesso: ${error.message}.`,
      });
    }
  }
  return voce;
}

const unknownField: Campo = () => {
  throw new CellaErrata('il campo non è tra quelli di una voce');
};

function read<T>(cella: Cella<T>, value: unknown): T {
  if (typeof value !== 'string') throw new CellaErrata(value === undefined ? 'manca il valore' : 'non è un testo');
  if (LONE_SURROGATE.test(value)) throw new CellaErrata('contiene mezzo carattere');
  return cella(value);
}

function list(value: unknown, cella: Cella<string>): string[] {
  if (!Array.isArray(value)) throw new CellaErrata('non è un elenco');
  if (value.length > MOST_VALUES) throw new CellaErrata(`più di ${MOST_VALUES} valori`);
  return value.map((one) => read(cella, one));
}

function readAttributi(value: unknown): Record<string, string | boolean | string[]> {
  if (!isRecord(value)) throw new CellaErrata('non è un oggetto');
  const entries = Object.entries(value);
  if (entries.length > MOST_ATTRIBUTES) throw new CellaErrata(`più di ${MOST_ATTRIBUTES} caratteristiche`);
  return Object.fromEntries(
    entries.map(([name, one]) => {
      if (!NAME.test(name) || name === 'sostituisce')
        throw new CellaErrata('una caratteristica ha un nome non ammesso');
      if (typeof one === 'boolean') return [name, one];
      return [name, Array.isArray(one) ? list(one, testo) : read(testo, one)];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
