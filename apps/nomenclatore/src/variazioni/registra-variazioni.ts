import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { improntaOf } from '../pubblicazione/impronta.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { LeggiRegistro } from '../registri/leggi-registro.js';
import { waitForRegistri } from '../registri/scrivi-registro.js';
import type { Autore } from '../storia/storia.js';
import { type Stato, applyVariazione } from './applica-variazione.js';
import type { VariazioneDetta } from './detta.js';
import { type Effetto, effettiOf } from './effetti.js';
import { LuoghiRegistrati } from './luoghi-registrati.js';
import { ScrittureVariazioni, type VariazioneFatta } from './scritture-variazioni.js';

export interface EsitoVariazioni {
  readonly variazioni: readonly VariazioneFatta[];
  readonly effetti: readonly Effetto[];
}

/** Changes as they are asked for. */
export interface VariazioniChieste {
  readonly dette: readonly VariazioneDetta[];
  readonly autore: Autore;
  /** Everything is done and then undone: the answer is what would be. */
  readonly verifica: boolean;
  /** Told why one of several cannot be, instead of ending at the first one. */
  readonly onRifiuto?: (indice: number, error: unknown) => void;
}

/** Undoes the transaction, and carries out of it what would have been. */
class SoloVerificate extends Error {
  constructor(readonly esito: EsitoVariazioni) {
    super('only to be looked at');
  }
}

/** Reading 20,000 comuni and writing the pages of two provinces takes about a second; fifty changes of a file, some more. */
const LONGEST_MS = 20_000;

/** Changes the territory: comuni, the enti they are, where these belong and what they signed, all or nothing. */
@Injectable()
export class RegistraVariazioni {
  constructor(
    private readonly database: Database,
    private readonly pubblicato: RegistroPubblicato,
    private readonly leggi: LeggiRegistro,
    private readonly luoghi: LuoghiRegistrati,
    private readonly scritture: ScrittureVariazioni,
  ) {}

  /** @throws RegistroIncoerente (`variazione_rifiutata`), Problem `gia_nel_registro` for what was declared before, `ambito_sconosciuto` */
  async register(chieste: VariazioniChieste): Promise<EsitoVariazioni> {
    try {
      return await this.database.transaction('consumer', {}, (tx) => this.#register(tx, chieste), {
        limitMs: LONGEST_MS,
      });
    } catch (error) {
      if (error instanceof SoloVerificate) return error.esito;
      throw error;
    }
  }

  async #register(tx: Tx, { dette, autore, verifica, onRifiuto }: VariazioniChieste): Promise<EsitoVariazioni> {
    await this.pubblicato.waitForLoad(tx);
    await waitForRegistri(tx);
    const before: Stato = { luoghi: await this.luoghi.read(tx), registro: await this.leggi.read(tx) };
    const known = await this.scritture.known(tx, dette);
    const variazioni: VariazioneFatta[] = [];
    const after = dette.reduce((stato, detta, indice) => {
      try {
        if (known.has(improntaOf(detta))) throw nomenclatoreProblem('gia_nel_registro');
        known.add(improntaOf(detta));
        const next = applyVariazione(stato, detta);
        variazioni.push({ detta, ...recordsBetween(stato, next) });
        return next;
      } catch (error) {
        if (onRifiuto === undefined) throw error;
        onRifiuto(indice, error);
        return stato;
      }
    }, before);
    const esito = { variazioni, effetti: effettiOf(before.registro, after.registro) };
    if (variazioni.length < dette.length) throw new SoloVerificate(esito);
    await this.luoghi.write(tx, before.luoghi, after.luoghi);
    await this.scritture.write(tx, variazioni, after.registro, autore);
    if (verifica) throw new SoloVerificate(esito);
    return esito;
  }
}

function recordsBetween(before: Stato, after: Stato): Pick<VariazioneFatta, 'chiuse' | 'aperte'> {
  const next = after.luoghi.comuni;
  return {
    chiuse: before.luoghi.comuni.filter((comune, indice) => next[indice] !== comune),
    aperte: next.slice(before.luoghi.comuni.length),
  };
}
