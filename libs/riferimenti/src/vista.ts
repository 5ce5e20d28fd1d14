import { type Comune, type Provincia, type Regione, type Stato, type Territorio, createTerritorio } from '#libs/codici';
import type { GenereCopia } from '#libs/contracts';
import type { Ruolo, VerifiedIdentity } from '#libs/security';
import type { Codifica } from '#libs/tracciati';
import type {
  ContenutoClient,
  ContenutoDelega,
  ContenutoDi,
  ContenutoTerritorio,
  OggettoDelega,
  Voce,
} from './contenuti.js';
import { type StatoAdesione, adesioneOn, indexAdesioni } from './adesione.js';
import { Codificatore } from './codifica.js';
import { continuitaOf, indexSuccessori, successoriOf } from './continuita.js';
import {
  type AttoInVigore,
  type Autorizzazione,
  type ContestoAmbiti,
  type Delega,
  authorizeDeposito,
  holds,
} from './deposito.js';
import {
  type Ambito,
  type AmbitoInVigore,
  type Ente,
  ambitiInVigore,
  enteByCodice,
  indexAmbiti,
  indexCapofila,
  indexCodici,
  lastWithCodice,
} from './enti.js';
import { groupBy } from './group-by.js';
import { type Nomenclatura, nomenclaturaOn, sistemiLocali, versioneInVigore } from './nomenclature.js';
import { oncePer } from './once-per.js';
import { Sezioni } from './sezioni.js';
import { type RichiestaTraduzione, Traduttore, type Traduzione } from './traduzione.js';
import { isInForce, latestInForce } from './validita.js';

export interface Client extends ContenutoClient {
  readonly id: string;
}

/** What of a verified identity names a client: two authorization servers may give one id to two clients. */
export type ClientIdentity = Pick<VerifiedIdentity, 'kind' | 'clientId'>;

/** What a region has by the thousand is copied whole when one of it changes; what it has by the hundred thousand is in sections. */
type InSezioni = 'nomenclatura' | 'associazione';
type Contenuti = { readonly [G in Exclude<GenereCopia, InSezioni>]: ReadonlyMap<string, ContenutoDi[G]> } & {
  readonly [G in InSezioni]: Sezioni<ContenutoDi[G]>;
};

const NOTHING: Contenuti = {
  ente: new Map(),
  ambito: new Map(),
  delega: new Map(),
  client: new Map(),
  nomenclatura: Sezioni.empty(),
  associazione: Sezioni.empty(),
  territorio: new Map(),
};

/**
 * All reference content at one instant, immutable: who holds a Vista gets answers that agree with each other while the copy moves
 * on. Indexes are built at first use and shared by later views as long as their genere does not change.
 */
export class Vista {
  static readonly empty = new Vista(NOTHING, new Traduttore(NOTHING.nomenclatura, NOTHING.associazione));
  #codificatore: Codificatore | undefined;
  /** Of the last day asked about: every request asks, and nearly all about today. */
  #ambiti: { readonly day: string; readonly inVigore: readonly AmbitoInVigore[] } | undefined;
  #traduttore: Traduttore;

  private constructor(
    private readonly contenuti: Contenuti,
    before: Traduttore,
  ) {
    this.#traduttore = before;
  }

  /** This view with the given voci put in place of their former selves; `contenuto: null` removes. */
  with(voci: readonly Voce[]): Vista {
    const changed = [...groupBy(voci, (voce) => voce.genere)].map(([genere, found]) => [
      genere,
      contentsWith(this.contenuti[genere], found),
    ]);
    const contenuti = { ...this.contenuti, ...(Object.fromEntries(changed) as Partial<Contenuti>) };
    return new Vista(contenuti, this.#traduttore);
  }

  ente(id: string): Ente | undefined {
    const contenuto = this.contenuti.ente.get(id);
    return contenuto === undefined ? undefined : { id, ...contenuto };
  }

  /** Every ente in force on a legal day. */
  entiInVigore(day: string): Ente[] {
    return [...this.contenuti.ente].filter(([, ente]) => isInForce(ente, day)).map(([id, ente]) => ({ id, ...ente }));
  }

  enteByCodice(codice: string, day: string): Ente | undefined {
    return this.ente(codice.toLowerCase()) ?? enteByCodice(codiciOf(this.contenuti.ente), codice, day);
  }

  /**
   * The ente that righe under a code are of, on the day of their deposit: the one that has the code, or else the one that last had it, if
   * it ceased into another: its past can still be told, corrected and cancelled.
   */
  erogatoreByCodice(codice: string, day: string): Ente | undefined {
    const found = this.enteByCodice(codice, day);
    if (found !== undefined) return found;
    const last = lastWithCodice(codiciOf(this.contenuti.ente), codice, day);
    return last === undefined || this.#successori(last.id, day).length === 0 ? undefined : last;
  }

  /** The ente and those that ceased into it before the day, through any number of mergers: what was theirs is its own. Itself first. */
  continuita(ente: string, day: string): string[] {
    return continuitaOf(this.contenuti.ente, ente, day);
  }

  ambitoOf(ente: string, day: string): Ambito | undefined {
    return latestInForce(ambitiOf(this.contenuti.ambito).get(ente) ?? [], day)?.ambito;
  }

  /** The ambito an ente belongs to on a day, or that of which it is capofila without belonging to it, as an azienda may. */
  ambitoServitoDa(ente: string, day: string): Ambito | undefined {
    const served = capofilaDi(this.contenuti.ambito).get(ente) ?? [];
    return this.ambitoOf(ente, day) ?? latestInForce(served, day)?.ambito;
  }

  ambitiInVigore(day: string): readonly AmbitoInVigore[] {
    if (this.#ambiti?.day !== day) this.#ambiti = { day, inVigore: ambitiInVigore(this.contenuti.ambito, day) };
    return this.#ambiti.inVigore;
  }

  clientByIdentity({ kind, clientId }: ClientIdentity, day: string): Client | undefined {
    return latestInForce(clientOf(this.contenuti.client).get(`${kind} ${clientId}`) ?? [], day);
  }

  /** Roles that the clients of an ente have on a legal day, whichever of them calls; none for an ente not in force. */
  ruoliOf(ente: string, day: string): Ruolo[] {
    const contenuto = this.contenuti.ente.get(ente);
    if (contenuto === undefined || !isInForce(contenuto, day)) return [];
    const clients = clientDiEnte(this.contenuti.client).get(ente) ?? [];
    return [...new Set(clients.filter((client) => isInForce(client, day)).flatMap(({ ruoli }) => ruoli))];
  }

  depositoConsentito(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    const successori = this.#successori(erogatore, day);
    if (successori.length > 0) return this.#depositoPerCessato(mittente, successori, tracciato, day);
    for (const id of [mittente, erogatore]) {
      const ente = this.contenuti.ente.get(id);
      if (ente === undefined) return { consentito: false, motivo: 'ente_sconosciuto' };
      if (!isInForce(ente, day)) return { consentito: false, motivo: 'ente_non_in_vigore' };
    }
    const delega = this.#delegaConsentita(mittente, erogatore, tracciato, day);
    if (this.#isRegione(erogatore)) return delega;
    const { inVigore, fuori } = this.#adesione(erogatore, day);
    if (inVigore !== undefined) return delega;
    return {
      consentito: false,
      ...(fuori === undefined ? { motivo: 'nessuna_adesione' } : { motivo: 'adesione_non_in_vigore', atto: fuori }),
      ...(delega.consentito ? { mancaSoloAdesione: true } : {}),
    };
  }

  /**
   * The act by which an ente (internal id) takes part on a legal day: its own, or one signed for the ambito it belongs to that day. The
   * region needs none and has none.
   */
  adesioneOf(ente: string, day: string): AttoInVigore | undefined {
    return this.#adesione(ente, day).inVigore;
  }

  waasConsentito(ente: string, day: string): boolean {
    const successori = this.#successori(ente, day);
    if (successori.length > 0) return successori.some((uno) => this.waasConsentito(uno, day));
    const found = this.contenuti.ente.get(ente);
    if (found?.tipo === 'regione' && isInForce(found, day)) return true;
    return this.#givenToRegione('waas', ente, day);
  }

  consultazioneConsentita(delegante: string, delegato: string, day: string): boolean {
    const enti = [delegante, delegato].map((id) => this.contenuti.ente.get(id));
    if (enti.some((ente) => ente === undefined || !isInForce(ente, day))) return false;
    return this.#hasGiven(
      delegante,
      day,
      (delega) => delega.oggetto === 'consultazione' && delega.delegato === delegato,
    );
  }

  nominantiOf(steward: string, day: string): string[] {
    const isThere = (id: string): boolean => {
      const ente = this.contenuti.ente.get(id);
      return ente !== undefined && isInForce(ente, day);
    };
    if (!isThere(steward)) return [];
    const contesto = this.#contestoAmbiti();
    const nominanti = (delegheByDelegato(this.contenuti.delega).get(steward) ?? [])
      .filter((delega) => delega.oggetto === 'stewardship' && holds(contesto, delega, day))
      .map(({ delegante }) => delegante);
    return [...new Set(nominanti)].filter(isThere);
  }

  popolazioneConsentita(ente: string, day: string): boolean {
    return this.#givenToRegione('popolazione', ente, day);
  }

  nomenclatura(sistema: string, day: string): Nomenclatura | undefined {
    return nomenclaturaOn(this.contenuti.nomenclatura, sistema, day);
  }

  traduci(richiesta: RichiestaTraduzione): Traduzione {
    // Made when first asked: of the many views that follow each other while a snapshot comes in, most are never asked.
    this.#traduttore = this.#traduttore.after(this.contenuti.nomenclatura, this.contenuti.associazione);
    return this.#traduttore.translate(richiesta);
  }

  codifica(ente: string, codice: string, day: string): Codifica {
    this.#codificatore ??= new Codificatore(this);
    return this.#codificatore.read(ente, codice, day);
  }

  /** The system of local codes that righe of an ente may use on a day: its own list, or that of the capofila of its ambito. */
  sistemaLocaleOf(ente: string, day: string): string | undefined {
    const own = this.#listOf(ente, day);
    if (own !== undefined) return own;
    const ambito = this.ambitoOf(ente, day);
    const capofila = ambito === undefined ? undefined : latestInForce(ambito.capofila, day)?.ente;
    return capofila === undefined ? undefined : this.#listOf(capofila, day);
  }

  get territorio(): Territorio {
    return territorioOf(this.contenuti.territorio);
  }

  /** Whether an ente in force, that has joined, has given the region something by an act in force. */
  #givenToRegione(oggetto: OggettoDelega, ente: string, day: string): boolean {
    const found = this.contenuti.ente.get(ente);
    if (found === undefined || !isInForce(found, day) || this.adesioneOf(ente, day) === undefined) return false;
    return this.#hasGiven(ente, day, (delega) => delega.oggetto === oggetto && this.#isRegione(delega.delegato));
  }

  /** Whether an act of the ente that is as asked is in force on the day. */
  #hasGiven(ente: string, day: string, asked: (delega: Delega) => boolean): boolean {
    const contesto = this.#contestoAmbiti();
    return (delegheByDelegante(this.contenuti.delega).get(ente) ?? []).some(
      (delega) => asked(delega) && holds(contesto, delega, day),
    );
  }

  #contestoAmbiti(): ContestoAmbiti {
    return { isCapofilaFor: (ambito, delegato, delegante, on) => this.#isCapofilaFor(ambito, delegato, delegante, on) };
  }

  #listOf(ente: string, day: string): string | undefined {
    const { nomenclatura } = this.contenuti;
    const sistema = localiOf(nomenclatura).get(ente);
    return sistema === undefined || versioneInVigore(nomenclatura, sistema, day) === undefined ? undefined : sistema;
  }

  #delegaConsentita(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    if (mittente === erogatore) return { consentito: true };
    const contesto = {
      received: delegheByDelegato(this.contenuti.delega).get(mittente) ?? [],
      delega: (id: string) => this.#delega(id),
      isCapofilaFor: (ambito: string, delegato: string, delegante: string, on: string) =>
        this.#isCapofilaFor(ambito, delegato, delegante, on),
    };
    return authorizeDeposito(contesto, erogatore, tracciato, day);
  }

  #successori(ente: string, day: string): string[] {
    return successoriOf(this.contenuti.ente, successoriIn(this.contenuti.ente), ente, day);
  }

  /** Who may deposit for an ente may deposit for those that ceased into it, under the same acts: theirs ended with them. */
  #depositoPerCessato(mittente: string, successori: readonly string[], tracciato: string, day: string): Autorizzazione {
    const answers = successori.map((uno) => this.depositoConsentito(mittente, uno, tracciato, day));
    const told = (answer: Autorizzazione): boolean => answer.consentito || answer.mancaSoloAdesione === true;
    return (
      answers.find(({ consentito }) => consentito) ??
      answers.find(told) ?? { consentito: false, motivo: 'ente_non_in_vigore' }
    );
  }

  #adesione(ente: string, day: string): StatoAdesione {
    const indice = adesioniOf(this.contenuti.delega);
    return adesioneOn(indice, ente, this.ambitoOf(ente, day), day, (id) => this.#isRegione(id));
  }

  #isRegione(ente: string): boolean {
    return this.contenuti.ente.get(ente)?.tipo === 'regione';
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

function contentsWith(contents: Contenuti[GenereCopia], voci: readonly Voce[]): unknown {
  if (contents instanceof Sezioni)
    return (contents as Sezioni<unknown>).with(voci.map(({ id, contenuto }) => [id, contenuto] as const));
  const next = new Map<string, unknown>(contents);
  for (const { id, contenuto } of voci) {
    if (contenuto === null) next.delete(id);
    else next.set(id, contenuto);
  }
  return next;
}

const codiciOf = oncePer(indexCodici);
const successoriIn = oncePer(indexSuccessori);
const ambitiOf = oncePer(indexAmbiti);
const capofilaDi = oncePer(indexCapofila);
const localiOf = oncePer(sistemiLocali);
const clientOf = oncePer((client: ReadonlyMap<string, ContenutoClient>) =>
  groupBy(
    [...client].map(([id, contenuto]) => ({ id, ...contenuto })),
    (one) => `${one.identita} ${one.clientId}`,
  ),
);
const clientDiEnte = oncePer((client: ReadonlyMap<string, ContenutoClient>) =>
  groupBy(client.values(), ({ ente }) => ente),
);
const delegheBy = (side: 'delegato' | 'delegante') =>
  oncePer((deleghe: ReadonlyMap<string, ContenutoDelega>) =>
    groupBy(
      [...deleghe].map(([id, contenuto]): Delega => ({ id, ...contenuto })),
      (delega) => delega[side],
    ),
  );
const adesioniOf = oncePer(indexAdesioni);
const delegheByDelegato = delegheBy('delegato');
const delegheByDelegante = delegheBy('delegante');
const territorioOf = oncePer((pages: ReadonlyMap<string, ContenutoTerritorio>) => {
  const rows = { comuni: [] as Comune[], stati: [] as Stato[], province: [] as Provincia[], regioni: [] as Regione[] };
  for (const page of pages.values()) {
    for (const row of page.righe) (rows[page.tabella] as object[]).push(row);
  }
  return createTerritorio(rows);
});
