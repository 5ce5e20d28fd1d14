import { Injectable } from '@nestjs/common';
import { KeyRing } from '#libs/security';
import type { CorpoFatto } from '../fatto/fatto-collegato.js';
import { type CodiceDetto, codicePrincipale, codiceSolo } from './codice-detto.js';
import { codiceCorrente } from './codici-migliori.js';
import type { DatiMigliori } from './dati-migliori.js';
import type { DatiPersona } from './dati-persona.js';

/** What of a person stays in clear, because it must be searched or shown to the policies of the database. */
export interface DatiInChiaro {
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita: number | null;
  readonly dataNascita: string | null;
  readonly comuneResidenza: string | null;
}

/** A golden person, with the code by which people know it, and what each field was taken from. */
export type PersonaAperta = DatiPersona & { readonly codice: string | undefined } & Pick<DatiMigliori, 'fonti'>;

/** Raw values of a source that have no field of their own, as it wrote them. */
export type Grezzi = Readonly<Record<string, string>>;

/** As it is written: the code alone where it is one code and nothing is known of it, which is also what release N−1 wrote and reads. */
type Riservati = Pick<DatiPersona, 'luogoNascita' | 'sesso' | 'cittadinanze' | 'statoCivile'> & {
  readonly codice?: string | undefined;
  readonly codici?: readonly CodiceDetto[] | undefined;
  readonly fonti?: DatiMigliori['fonti'];
};

/** Encrypts what may not be in clear. A value opens only in its own row. */
@Injectable()
export class DatiRiservati {
  constructor(private readonly keyRing: KeyRing) {}

  sealScheda(recordId: string, dati: DatiPersona, grezzi?: Grezzi): Buffer {
    return this.#seal(`scheda:${recordId}`, { ...riservatiOf(dati), grezzi });
  }

  openScheda(recordId: string, chiari: DatiInChiaro, sealed: Uint8Array): DatiPersona {
    return together(chiari, this.#open(`scheda:${recordId}`, sealed));
  }

  sealPersona(id: string, { dati, fonti }: Pick<DatiMigliori, 'dati' | 'fonti'>): Buffer {
    return this.#seal(`persona:${id}`, { ...riservatiOf(dati), fonti });
  }

  openPersona(id: string, chiari: DatiInChiaro, sealed: Uint8Array): PersonaAperta {
    const opened = this.#open(`persona:${id}`, sealed);
    const dati = together(chiari, opened);
    return { ...dati, codice: codiceCorrente(dati.codici), fonti: opened.fonti ?? {} };
  }

  /** One code of a scheda, in a row of its own. */
  sealCodice(recordId: string, { codice }: CodiceDetto): Buffer {
    return this.#seal(`scheda_codice:${recordId}`, { codice });
  }

  /** What reporting was told, so that it can be told again: it names services beside a name. */
  sealFatto(recordId: string, fatto: object): Buffer {
    return this.#seal(`fatto:${recordId}`, fatto);
  }

  openFatto(recordId: string, sealed: Uint8Array): CorpoFatto {
    return this.#unseal(`fatto:${recordId}`, sealed) as CorpoFatto;
  }

  /** Why two persons may be one. */
  sealEvidenza(coppia: readonly [string, string], evidenza: object): Buffer {
    return this.#seal(`possibile_duplicato:${coppia.join(':')}`, evidenza);
  }

  /** What `sealEvidenza` was given. */
  openEvidenza(coppia: readonly [string, string], sealed: Uint8Array): object {
    return this.#unseal(`possibile_duplicato:${coppia.join(':')}`, sealed) as object;
  }

  /** Why a steward decided: in its own words, which may name somebody. Base64, for a column of text. */
  sealMotivo(operazione: string, motivo: string): string {
    return this.#seal(`operazione_riesame:${operazione}:motivo`, { motivo }).toString('base64');
  }

  openMotivo(operazione: string, sealed: string): string {
    const opened = this.#unseal(`operazione_riesame:${operazione}:motivo`, Buffer.from(sealed, 'base64'));
    return (opened as { readonly motivo: string }).motivo;
  }

  #seal(place: string, value: object): Buffer {
    return this.keyRing.encrypt(Buffer.from(JSON.stringify(value)), place);
  }

  #open(place: string, sealed: Uint8Array): Riservati {
    return this.#unseal(place, sealed) as Riservati;
  }

  #unseal(place: string, sealed: Uint8Array): unknown {
    return JSON.parse(this.keyRing.decrypt(sealed, place).toString());
  }
}

function riservatiOf({ codici, luogoNascita, sesso, cittadinanze, statoCivile }: DatiPersona): Riservati {
  const principale = codicePrincipale(codici);
  const alone = codici.length === 0 || (codici.length === 1 && isPlain(codici[0]!));
  const detti = alone ? undefined : codici;
  return { codice: principale?.codice, luogoNascita, sesso, cittadinanze, statoCivile, codici: detti };
}

/** Nothing is known of it that the code does not say itself. */
function isPlain(detto: CodiceDetto): boolean {
  const { sistema, stato, dal, al } = detto;
  return (
    stato === 'dichiarato' && dal === undefined && al === undefined && codiceSolo(detto.codice)?.sistema === sistema
  );
}

function codiciOf({ codice, codici }: Riservati): readonly CodiceDetto[] {
  if (codici !== undefined) return codici;
  const solo = codice === undefined ? undefined : codiceSolo(codice);
  return solo === undefined ? [] : [solo];
}

function together(chiari: DatiInChiaro, riservati: Riservati): DatiPersona {
  const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = chiari;
  const { luogoNascita, sesso, cittadinanze, statoCivile } = riservati;
  return {
    codici: codiciOf(riservati),
    cognome,
    nome,
    annoNascita: annoNascita ?? undefined,
    dataNascita: (dataNascita ?? undefined) as DatiPersona['dataNascita'],
    luogoNascita,
    sesso,
    cittadinanze,
    statoCivile,
    comuneResidenza: comuneResidenza ?? undefined,
  };
}
