import { Injectable } from '@nestjs/common';
import type { Ambito, Autorizzazione, Client, Ente, Nomenclatura } from './vista.js';

/** The local read copy of what the nomenclatore says. Every answer comes from memory; a change is seen within a second. */
@Injectable()
export class Riferimenti {
  /** False until a whole snapshot has been received once. */
  get ready(): boolean {
    return false;
  }

  /** The ente with this internal id, whatever its validity. */
  ente(id: string): Ente | undefined {
    void id;
    throw new Error('not built yet');
  }

  /** The ente that has this code (Belfiore, ISTAT, IPA, fiscal code, or internal id) on a legal day. */
  enteByCodice(codice: string, day: string): Ente | undefined {
    void [codice, day];
    throw new Error('not built yet');
  }

  /** Whether `mittente` may deposit righe of `erogatore` for a tracciato (its code, without version) on a legal day, and by which act. */
  depositoConsentito(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    void [mittente, erogatore, tracciato, day];
    throw new Error('not built yet');
  }

  /** The ambito an ente belongs to on a legal day. */
  ambitoOf(ente: string, day: string): Ambito | undefined {
    void [ente, day];
    throw new Error('not built yet');
  }

  /** The version of a code system in force on a legal day. */
  nomenclatura(sistema: string, day: string): Nomenclatura | undefined {
    void [sistema, day];
    throw new Error('not built yet');
  }

  clientByClientId(clientId: string, day: string): Client | undefined {
    void [clientId, day];
    throw new Error('not built yet');
  }
}
