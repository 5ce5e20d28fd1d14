import type { EsitoDocumento, FormatoDocumento, RigaLetta } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { oltreLimiteJson, struttura } from '../json/illeggibile.js';
import { type OggettoLetto, oggettoDi } from '../json/oggetto.js';
import { type Pezzo, Spezzatore } from '../json/spezzatore.js';
import { esaminaCoda, leggiTesta } from '../json/testa.js';
import type { TestaJson } from '../piano/lettore-piano.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import type { Rilievo } from '../rilievo.js';
import { radice } from '../tabelle/parole.js';
import type { Tracciato } from '../tracciato.js';
import { DocumentoIlleggibile, rilievoSullInvio } from './documento-illeggibile.js';
import type { Forma } from './forma.js';
import { Raccolta } from './raccolta.js';
import { rilievoVuoto } from './rilievo-vuoto.js';
import { testi } from './testi.js';

/** Righe given at once: who takes them gives way to others in between. */
const LOTTO = 100;

/** Of a document that is a list, or objects one after the other: nothing stands around its righe. */
export const SENZA_TESTA: TestaJson = Object.freeze({});

/** What makes a riga of each object. */
export interface LettoreOggetti {
  oggetto(oggetto: OggettoLetto, testa: TestaJson, numero: number): RigaLetta;
}

/** JSON: a list of righe, an object with `righe` in it, or one object a line (NDJSON). */
export class FormaJson implements Forma {
  readonly #raccolta: Raccolta;
  readonly #spezzatore: Spezzatore;
  #testa: TestaJson = SENZA_TESTA;

  constructor(
    private readonly pezzi: AsyncIterable<Uint8Array>,
    private readonly lettore: LettoreOggetti,
    private readonly tracciato: Tracciato,
    private readonly limiti: Limiti,
  ) {
    this.#raccolta = new Raccolta(limiti);
    this.#spezzatore = new Spezzatore(limiti);
  }

  get formato(): FormatoDocumento {
    return this.#spezzatore.forma ?? 'json';
  }

  get finora(): Pick<EsitoDocumento, 'rilieviInvio' | 'righe'> {
    return this.#raccolta.finora;
  }

  async *righe(): AsyncGenerator<readonly RigaLetta[]> {
    for await (const { testo, guasto } of testi(this.pezzi)) {
      let righe: RigaLetta[] = [];
      for (const pezzo of this.#spezzatore.write(testo)) {
        const riga = this.#prende(pezzo);
        if (riga !== undefined && righe.push(riga) >= LOTTO) {
          yield righe;
          righe = [];
        }
      }
      yield righe;
      if (guasto !== undefined) {
        throw new DocumentoIlleggibile(REGOLE_FORMA_JSON.codifica, guasto, this.#spezzatore.luogo);
      }
    }
    this.#spezzatore.end();
  }

  esito(): EsitoDocumento {
    if (this.#raccolta.prossima === 1) this.#raccolta.segnala(rilievoVuoto(this.tracciato));
    return this.#raccolta.esito(this.formato);
  }

  #prende(pezzo: Pezzo): RigaLetta | undefined {
    const oggetto = oggettoDi(pezzo);
    const segnala = (rilievo: Rilievo): void => this.#raccolta.segnala(rilievo);
    if (pezzo.genere === 'riga') return this.#riga(oggetto, pezzo);
    if (pezzo.genere === 'testa') this.#testa = leggiTesta(oggetto, this.tracciato, segnala);
    else esaminaCoda(oggetto, this.tracciato, segnala);
    return undefined;
  }

  #riga(oggetto: OggettoLetto, { luogo }: Pezzo): RigaLetta {
    const numero = this.#raccolta.prossima;
    if (numero > this.limiti.righe) throw oltreLimiteJson('righe', this.limiti.righe, luogo);
    // An object alone that has `righe` and no list in it was not meant as a riga.
    if (
      numero === 1 &&
      this.formato === 'ndjson' &&
      Object.keys(oggetto.valore).some((key) => radice(key) === 'righe')
    ) {
      throw struttura('righe deve essere una lista di oggetti', luogo);
    }
    const riga = this.lettore.oggetto(oggetto, this.#testa, numero);
    const { ripetuta } = oggetto;
    if (ripetuta !== undefined) {
      const rilievo = rilievoSullInvio(
        REGOLE_FORMA_JSON.chiaveRipetuta,
        { valore: ripetuta.chiave.slice(0, 200) },
        ripetuta.luogo,
      );
      riga.rilievi = [{ ...rilievo, riga: numero }, ...riga.rilievi];
    }
    return this.#raccolta.accoglie(riga);
  }
}
