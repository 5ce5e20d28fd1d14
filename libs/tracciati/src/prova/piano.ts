import type { ContestoRegole } from '../contesto.js';
import type { RigaLetta } from '../lettura.js';
import { LIMITI_PREDEFINITI, type Limiti } from '../limiti.js';
import { LettorePiano } from '../piano/lettore-piano.js';
import type { CampoPiano } from '../piano/piano.js';
import { pianoOf } from '../piano/piano-of.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import type { Rilievo } from '../rilievo.js';
import type { CellaGrezza, Provenienza } from '../tabelle/record.js';
import type { Tracciato } from '../tracciato.js';
import { CONTESTO_CON_CODICI_LOCALI } from './contesto.js';
import { ANAGRAFICA, INDIRIZZO, PRESTAZIONE, type Parti } from './documento.js';

/** Values by name of column. */
export type Colonne = Readonly<Record<string, CellaGrezza | undefined>>;

const PIANO = pianoOf(PS_PSA_SINA_201812);
const columnOf = (elemento: string, attributo: string): string =>
  PIANO.find((campo) => campo.elemento?.nome === elemento && campo.attributo?.nome === attributo)!.nome;

/** Who answers for every riga, where a test does not say. */
export const OPERATORE = 'RSSMRK66C14H501U';

/** The columns of what `documento(parti)` writes in XML. */
export function colonneDi({ ente, beneficiario, anagrafica, indirizzo, prestazione, dentro = '' }: Parti = {}): Colonne {
  const parts = {
    Beneficiario: { CodiceFiscale: 'RSSMRK66C14H501U', ...beneficiario },
    Anagrafica: { ...ANAGRAFICA, ...anagrafica },
    Indirizzo: { ...INDIRIZZO, ...indirizzo },
    PrestazioniSociali: { ...PRESTAZIONE, ...prestazione },
    SINA: Object.fromEntries([...(/<SINA([^>]*)>/.exec(dentro)?.[1] ?? '').matchAll(/([A-Za-z]+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!])),
  };
  const columns = Object.entries(parts).flatMap(([elemento, attributi]) =>
    Object.entries(attributi).map(([attributo, value]) => [columnOf(elemento, attributo), value] as const),
  );
  const texts = (nome: string): string => [...dentro.matchAll(new RegExp(`<${nome}>([^<]*)<`, 'g'))].map((match) => match[1]).join('|');
  return {
    ...Object.fromEntries(columns),
    ...(dentro === '' ? {} : { sina_interventi_sociali: texts('CodicePrestazione'), sina_invalidita_civile: texts('InvCiv') }),
    cf_operatore: ente?.['CFOperatore'] ?? OPERATORE,
  };
} // prettier-ignore

/** The object of JSON with the values of columns, groups and lists nested. */
export function oggettoDi(colonne: Colonne): Record<string, unknown> {
  const into: Record<string, unknown> = {};
  for (const campo of PIANO) {
    const value = colonne[campo.nome];
    if (value !== undefined) put(into, campo, campo.lista ? items(value) : value);
  }
  return into;
}

const items = (value: CellaGrezza): readonly CellaGrezza[] =>
  typeof value !== 'string' ? [value] : value === '' ? [] : value.split('|');

function put(into: Record<string, unknown>, { nome, chiave }: CampoPiano, value: unknown): void {
  const [list, at] = chiave.split('.');
  if (list === 'indirizzi') {
    const all = (into['indirizzi'] ??= []) as Record<string, unknown>[];
    (all[Number(at)] ??= {})[nome.replace(/_[2-5]$/, '')] = value;
  } else if (nome.startsWith('sina_')) {
    ((into['sina'] ??= {}) as Record<string, unknown>)[nome.slice('sina_'.length)] = value;
  } else into[nome] = value;
}

export interface Lettura {
  readonly contesto?: ContestoRegole;
  readonly limiti?: Partial<Limiti>;
  readonly provenienza?: Provenienza;
  readonly foglio?: string;
  readonly tracciato?: Tracciato;
}

function lettoreDi({ contesto = CONTESTO_CON_CODICI_LOCALI, limiti = {}, tracciato = PS_PSA_SINA_201812 }: Lettura): LettorePiano {
  return new LettorePiano(tracciato, contesto, { ...LIMITI_PREDEFINITI, ...limiti });
} // prettier-ignore

/** One row under a header that names its columns. The header is row 1. */
export function leggiColonne(colonne: Colonne, lettura: Lettura = {}): RigaLetta {
  const lettore = lettoreDi(lettura);
  const { provenienza = { rettangolare: true, dal1904: false }, foglio } = lettura;
  const names = Object.keys(colonne);
  lettore.intestazione({ riga: 1, linea: 1, celle: names }, provenienza, foglio);
  return lettore.riga({ riga: 2, linea: 2, celle: names.map((name) => colonne[name]) }, 1);
}

/** One object; places are told by depth: line 1 is its own, then one more for each step of the path, the last a column too. */
export function leggiOggetto(valore: Record<string, unknown>, lettura: Lettura & { testa?: object } = {}): RigaLetta {
  const posto = (percorso: readonly (string | number)[]) => ({ linea: 1 + percorso.length, colonna: 1 + Object.keys(valore).indexOf(String(percorso[0])) }); // prettier-ignore
  return lettoreDi(lettura).oggetto({ valore, linea: 1, colonna: 1, posto }, lettura.testa ?? {}, 1);
}

export const detti = (rilievi: readonly Rilievo[]): string[] =>
  rilievi.map(({ regola, campo, gravita }) => `${regola} ${campo} ${gravita}`).toSorted();
