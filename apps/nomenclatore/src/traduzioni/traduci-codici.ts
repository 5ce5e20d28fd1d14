import { Injectable } from '@nestjs/common';
import { Clock, legalDayOf } from '#libs/persistence';
import type { Traduzione, Vista } from '#libs/riferimenti';
import type { RichiestaTraduzioni, TraduzioneLetta, TraduzioniLette } from './modelli-traduzioni.js';
import { VistaPubblicata } from './vista-pubblicata.js';

/** Translates many codes with what is published at this instant. */
@Injectable()
export class TraduciCodici {
  constructor(
    private readonly pubblicata: VistaPubblicata,
    private readonly clock: Clock,
  ) {}

  async translate({
    da,
    a,
    giorno = legalDayOf(this.clock.now()),
    codici,
  }: RichiestaTraduzioni): Promise<TraduzioniLette> {
    const vista = await this.pubblicata.current();
    const traduzioni = codici.map((scritto) => lettaOf(scritto, translateOne(vista, { da, a, giorno }, scritto)));
    return { giorno, traduzioni };
  }
}

function translateOne(vista: Vista, where: { da: string; a: string; giorno: string }, scritto: string): Traduzione {
  const at = scritto.indexOf('/');
  return vista.traduci(
    at < 0 ? { ...where, codice: scritto } : { ...where, codice: scritto.slice(0, at), scelta: scritto.slice(at + 1) },
  );
}

function lettaOf(codice: string, traduzione: Traduzione): TraduzioneLetta {
  const { esito } = traduzione;
  const none = { codice, esito, codice_tradotto: null, passi: [] };
  switch (esito) {
    case 'tradotto':
      return { codice, esito, codice_tradotto: traduzione.codice, passi: [...traduzione.passi] };
    case 'senza_associazione':
      return { ...none, fermo: `${traduzione.sistema}:${traduzione.codice}` };
    case 'codice_sconosciuto':
      return none;
    default:
      return { ...none, alternative: [...traduzione.alternative] };
  }
}
