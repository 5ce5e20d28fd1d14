import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { aggregatiOf } from '../pacchetto/aggregati.js';
import type { Pacchetto } from '../pacchetto/pacchetto.js';
import { partiOf } from '../nomenclature/parti.js';
import { VersioniCaricate } from '../nomenclature/versioni-caricate.js';
import { RegistroPubblicato, chiaveOf } from '../pubblicazione/registro-pubblicato.js';
import { rewriteRows } from '../pubblicazione/riscrivi-righe.js';
import { ConcordaRegistro } from './concorda-registro.js';
import { writeFonti } from './fonti-caricate.js';

/** How many things a load changed. */
export interface EsitoCaricamento {
  readonly nuove: number;
  readonly variate: number;
  readonly tolte: number;
  /** Things the pack names that were changed by API since: they stay as they are. */
  readonly lasciate: number;
  /** Which of these the pack says otherwise than they are: somebody must see whether it knows something newer. */
  readonly discordi: readonly string[];
}

/** The first load writes 20,000 rows: about a second, more on a slow machine; nothing else writes here meanwhile. */
const LONGEST_LOAD_MS = 60_000;

/** Brings the registry to what a pack says, and tells the other services what changed. The same pack twice changes nothing. */
@Injectable()
export class CaricaPacchetto {
  constructor(
    private readonly database: Database,
    private readonly versioni: VersioniCaricate,
    private readonly registro: RegistroPubblicato,
    private readonly concorda: ConcordaRegistro,
  ) {}

  /**
   * @throws PacchettoRifiutato when the pack would change what is published for ever, or contradicts what was changed by API; nothing of
   *   it is then loaded
   */
  async load(pacchetto: Pacchetto): Promise<EsitoCaricamento> {
    return this.database.transaction('consumer', {}, (tx) => this.#load(tx, pacchetto), { limitMs: LONGEST_LOAD_MS });
  }

  async #load(tx: Tx, pacchetto: Pacchetto): Promise<EsitoCaricamento> {
    await this.registro.waitForAll(tx);
    const { own, lasciate } = await this.versioni.write(tx, pacchetto.nomenclature);
    const aggregati = aggregatiOf(pacchetto);
    const differenze = await this.registro.compare(tx, [
      ...aggregati.map(({ voce, righe }) => ({ ...voce, contenuto: voce.contenuto!, provenienza: righe })),
      ...own.flatMap((versione) =>
        partiOf(versione).map((parte) => ({ ...parte, contenuto: parte.contenuto!, provenienza: versione.fonte })),
      ),
    ]);
    const fonti = await writeFonti(tx, pacchetto.fonti);
    const esito = {
      nuove: differenze.nuove.length + fonti.nuove,
      variate: differenze.variate.length + fonti.variate,
      tolte: differenze.tolte.length + fonti.tolte,
      lasciate: differenze.lasciate.length + lasciate.length,
      discordi: differenze.discordi.map(chiaveOf),
    };
    if (esito.nuove + esito.variate + esito.tolte === 0) return esito;
    const { nuove, variate, tolte } = differenze;
    const fresh = new Set([...nuove, ...variate].map(chiaveOf));
    const stale = [...variate, ...tolte].map(({ id }) => id);
    const before = await this.concorda.read(tx);
    await this.concorda.checkTolte(tx, tolte);
    await rewriteRows(
      tx,
      stale,
      aggregati.filter(({ voce }) => fresh.has(chiaveOf(voce))),
    );
    await this.concorda.checkTogether(tx, before);
    await this.registro.publish(tx, differenze);
    return esito;
  }
}
