import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { PassoTraduzione, Traduzione, Vista } from '#libs/riferimenti';
import type { PassoLetto, RichiestaTraduzioni, TraduzioneLetta, TraduzioniLette } from './modelli-traduzioni.js';
import { VistaPubblicata } from './vista-pubblicata.js';

/** What associazioni do not say, by `da|codice|a`. */
type Limiti = ReadonlyMap<string, string>;

/** Translates many codes with what is published at this instant. */
@Injectable()
export class TraduciCodici {
  constructor(
    private readonly pubblicata: VistaPubblicata,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async translate({
    da,
    a,
    giorno = legalDayOf(this.clock.now()),
    codici,
  }: RichiestaTraduzioni): Promise<TraduzioniLette> {
    const vista = await this.pubblicata.current();
    const found = codici.map((scritto) => ({ scritto, traduzione: translateOne(vista, { da, a, giorno }, scritto) }));
    const limiti = await this.#limitiOf(found.map(({ traduzione }) => traduzione));
    return { giorno, traduzioni: found.map(({ scritto, traduzione }) => lettaOf(scritto, traduzione, limiti)) };
  }

  async #limitiOf(traduzioni: readonly Traduzione[]): Promise<Limiti> {
    const used = new Set(
      traduzioni.flatMap((one) =>
        one.esito === 'tradotto' ? one.passi.slice(1).map((_, at) => keyOf(one.passi, at)) : [],
      ),
    );
    if (used.size === 0) return new Map();
    const rows = await this.database.statement<{ chiave: string; limite: string }>(
      'consumer',
      {},
      `SELECT DISTINCT ON (chiave) chiave, limite
         FROM unnest($1::text[]) AS usata (chiave)
         JOIN associazione ON associazione.da || '|' || associazione.codice || '|' || associazione.a = chiave
        WHERE limite IS NOT NULL AND stato IN ('approvata', 'chiusa') ORDER BY chiave, dal DESC`,
      [[...used]],
    );
    return new Map(rows.map(({ chiave, limite }) => [chiave, limite]));
  }
}

function translateOne(vista: Vista, where: { da: string; a: string; giorno: string }, scritto: string): Traduzione {
  const at = scritto.indexOf('/');
  return vista.traduci(
    at < 0 ? { ...where, codice: scritto } : { ...where, codice: scritto.slice(0, at), scelta: scritto.slice(at + 1) },
  );
}

/** The associazione from one step to the next. */
function keyOf(passi: readonly PassoTraduzione[], at: number): string {
  const [from, to] = [passi[at]!, passi[at + 1]!];
  return `${sistemaOf(from)}|${from.codice}|${sistemaOf(to)}`;
}

function sistemaOf({ versione }: PassoTraduzione): string {
  return versione.slice(0, versione.lastIndexOf('@'));
}

function lettaOf(codice: string, traduzione: Traduzione, limiti: Limiti): TraduzioneLetta {
  const { esito } = traduzione;
  const none = { codice, esito, codice_tradotto: null, passi: [] };
  switch (esito) {
    case 'tradotto':
      return { codice, esito, codice_tradotto: traduzione.codice, passi: passiLetti(traduzione.passi, limiti) };
    case 'senza_associazione':
      return { ...none, fermo: `${traduzione.sistema}:${traduzione.codice}` };
    case 'codice_sconosciuto':
      return none;
    default:
      return { ...none, alternative: [...traduzione.alternative] };
  }
}

function passiLetti(passi: readonly PassoTraduzione[], limiti: Limiti): PassoLetto[] {
  return passi.map((passo, at) => {
    const limite = at === 0 ? undefined : limiti.get(keyOf(passi, at - 1));
    return limite === undefined ? { ...passo } : { ...passo, limite };
  });
}
