import { type Comune, type Provincia, type Regione, type Stato, type Territorio, createTerritorio } from '#libs/codici';
import type { GenereCopia } from '#libs/contracts';
import type { VerifiedIdentity } from '#libs/security';
import type { ContenutoClient, ContenutoDelega, ContenutoDi, ContenutoTerritorio, Voce } from './contenuti.js';
import { type Autorizzazione, type ContestoAmbiti, type Delega, authorizeDeposito, holds } from './deposito.js';
import {
  type Ambito,
  type AmbitoInVigore,
  type Ente,
  ambitiInVigore,
  enteByCodice,
  indexAmbiti,
  indexCodici,
} from './enti.js';
import { groupBy } from './group-by.js';
import { type Nomenclatura, indexNomenclature, nomenclaturaOn } from './nomenclature.js';
import { isInForce, latestInForce } from './validita.js';

export interface Client extends ContenutoClient {
  readonly id: string;
}

/** What of a verified identity names a client: two authorization servers may give one id to two clients. */
export type ClientIdentity = Pick<VerifiedIdentity, 'kind' | 'clientId'>;

type Contenuti = { readonly [G in GenereCopia]: ReadonlyMap<string, ContenutoDi[G]> };

const NOTHING: Contenuti = {
  ente: new Map(),
  ambito: new Map(),
  delega: new Map(),
  client: new Map(),
  nomenclatura: new Map(),
  territorio: new Map(),
};

/**
 * All reference content at one instant, immutable: who holds a Vista gets answers that agree with each other while the copy moves
 * on. Indexes are built at first use and shared by later views as long as their genere does not change.
 */
export class Vista {
  static readonly empty = new Vista(NOTHING);

  private constructor(private readonly contenuti: Contenuti) {}

  /** This view with the given voci put in place of their former selves; `contenuto: null` removes. */
  with(voci: readonly Voce[]): Vista {
    const changed = [...groupBy(voci, (voce) => voce.genere)].map(([genere, found]) => {
      const contents = new Map<string, unknown>(this.contenuti[genere]);
      for (const { id, contenuto } of found) {
        if (contenuto === null) contents.delete(id);
        else contents.set(id, contenuto);
      }
      return [genere, contents];
    });
    return new Vista({ ...this.contenuti, ...(Object.fromEntries(changed) as Partial<Contenuti>) });
  }

  ente(id: string): Ente | undefined {
    const contenuto = this.contenuti.ente.get(id);
    return contenuto === undefined ? undefined : { id, ...contenuto };
  }

  enteByCodice(codice: string, day: string): Ente | undefined {
    return this.ente(codice.toLowerCase()) ?? enteByCodice(codiciOf(this.contenuti.ente), codice, day);
  }

  ambitoOf(ente: string, day: string): Ambito | undefined {
    return latestInForce(ambitiOf(this.contenuti.ambito).get(ente) ?? [], day)?.ambito;
  }

  ambitiInVigore(day: string): AmbitoInVigore[] {
    return ambitiInVigore(this.contenuti.ambito, day);
  }

  clientByIdentity({ kind, clientId }: ClientIdentity, day: string): Client | undefined {
    return latestInForce(clientOf(this.contenuti.client).get(`${kind} ${clientId}`) ?? [], day);
  }

  depositoConsentito(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    for (const id of [mittente, erogatore]) {
      const ente = this.contenuti.ente.get(id);
      if (ente === undefined) return { consentito: false, motivo: 'ente_sconosciuto' };
      if (!isInForce(ente, day)) return { consentito: false, motivo: 'ente_non_in_vigore' };
    }
    if (mittente === erogatore) return { consentito: true };
    const contesto = {
      received: delegheByDelegato(this.contenuti.delega).get(mittente) ?? [],
      delega: (id: string) => this.#delega(id),
      isCapofilaFor: (ambito: string, delegato: string, delegante: string, on: string) =>
        this.#isCapofilaFor(ambito, delegato, delegante, on),
    };
    return authorizeDeposito(contesto, erogatore, tracciato, day);
  }

  waasConsentito(ente: string, day: string): boolean {
    const found = this.contenuti.ente.get(ente);
    if (found === undefined || !isInForce(found, day)) return false;
    if (found.tipo === 'regione') return true;
    const contesto: ContestoAmbiti = {
      isCapofilaFor: (ambito, delegato, delegante, on) => this.#isCapofilaFor(ambito, delegato, delegante, on),
    };
    return (delegheByDelegante(this.contenuti.delega).get(ente) ?? []).some(
      (delega) =>
        delega.oggetto === 'waas' &&
        this.contenuti.ente.get(delega.delegato)?.tipo === 'regione' &&
        holds(contesto, delega, day),
    );
  }

  nomenclatura(sistema: string, day: string): Nomenclatura | undefined {
    return nomenclaturaOn(nomenclatureOf(this.contenuti.nomenclatura), sistema, day);
  }

  get territorio(): Territorio {
    return territorioOf(this.contenuti.territorio);
  }

  #delega(id: string): Delega | undefined {
    const contenuto = this.contenuti.delega.get(id);
    return contenuto === undefined ? undefined : { id, ...contenuto };
  }

  #isCapofilaFor(ambito: string, delegato: string, delegante: string, day: string): boolean {
    const found = this.contenuti.ambito.get(ambito);
    if (found === undefined || !isInForce(found, day)) return false;
    const isNamed = (periods: typeof found.capofila, ente: string): boolean =>
      periods.some((period) => period.ente === ente && isInForce(period, day));
    return isNamed(found.capofila, delegato) && isNamed(found.appartenenze, delegante);
  }
}

/** Computes the index of one genere once per content: a Map that did not change keeps its index through any number of views. */
function oncePer<M extends object, I>(build: (contents: M) => I): (contents: M) => I {
  const built = new WeakMap<M, I>();
  return (contents) => {
    let index = built.get(contents);
    if (index === undefined) {
      index = build(contents);
      built.set(contents, index);
    }
    return index;
  };
}

const codiciOf = oncePer(indexCodici);
const ambitiOf = oncePer(indexAmbiti);
const nomenclatureOf = oncePer(indexNomenclature);
const clientOf = oncePer((client: ReadonlyMap<string, ContenutoClient>) =>
  groupBy(
    [...client].map(([id, contenuto]) => ({ id, ...contenuto })),
    (one) => `${one.identita} ${one.clientId}`,
  ),
);
const delegheBy = (side: 'delegato' | 'delegante') =>
  oncePer((deleghe: ReadonlyMap<string, ContenutoDelega>) =>
    groupBy(
      [...deleghe].map(([id, contenuto]): Delega => ({ id, ...contenuto })),
      (delega) => delega[side],
    ),
  );
const delegheByDelegato = delegheBy('delegato');
const delegheByDelegante = delegheBy('delegante');
const territorioOf = oncePer((pages: ReadonlyMap<string, ContenutoTerritorio>) => {
  const rows = { comuni: [] as Comune[], stati: [] as Stato[], province: [] as Provincia[], regioni: [] as Regione[] };
  for (const page of pages.values()) {
    for (const row of page.righe) (rows[page.tabella] as object[]).push(row);
  }
  return createTerritorio(rows);
});
