import { Injectable } from '@nestjs/common';
import { KeyRing } from '#libs/security';
import type { DatiMigliori, DatiPersona } from './dati-persona.js';

/** What of a person stays in clear, because it must be searched or shown to the policies of the database. */
export interface DatiInChiaro {
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita: number;
  readonly dataNascita: string | null;
  readonly comuneResidenza: string | null;
}

type Riservati = Pick<DatiPersona, 'codice' | 'luogoNascita' | 'sesso' | 'cittadinanze'>;

/** Encrypts what may not be in clear. A value opens only in its own row. */
@Injectable()
export class DatiRiservati {
  constructor(private readonly keyRing: KeyRing) {}

  sealScheda(recordId: string, dati: DatiPersona): Buffer {
    return this.#seal(`scheda:${recordId}`, riservatiOf(dati));
  }

  openScheda(recordId: string, chiari: DatiInChiaro, sealed: Uint8Array): DatiPersona {
    return together(chiari, this.#open(`scheda:${recordId}`, sealed));
  }

  sealPersona(id: string, { dati, fonti }: DatiMigliori): Buffer {
    return this.#seal(`persona:${id}`, { ...riservatiOf(dati), fonti });
  }

  openPersona(id: string, chiari: DatiInChiaro, sealed: Uint8Array): DatiPersona {
    return together(chiari, this.#open(`persona:${id}`, sealed));
  }

  #seal(place: string, value: object): Buffer {
    return this.keyRing.encrypt(Buffer.from(JSON.stringify(value)), place);
  }

  #open(place: string, sealed: Uint8Array): Riservati {
    return JSON.parse(this.keyRing.decrypt(sealed, place).toString()) as Riservati;
  }
}

function riservatiOf({ codice, luogoNascita, sesso, cittadinanze }: DatiPersona): Riservati {
  return { codice, luogoNascita, sesso, cittadinanze };
}

function together(chiari: DatiInChiaro, { codice, luogoNascita, sesso, cittadinanze }: Riservati): DatiPersona {
  const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = chiari;
  return {
    codice,
    cognome,
    nome,
    annoNascita,
    dataNascita: (dataNascita ?? undefined) as DatiPersona['dataNascita'],
    luogoNascita,
    sesso,
    cittadinanze,
    comuneResidenza: comuneResidenza ?? undefined,
  };
}
