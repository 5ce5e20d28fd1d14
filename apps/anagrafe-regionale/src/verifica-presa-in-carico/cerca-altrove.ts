import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { Termini } from '../presa-in-carico/termini.js';
import { ENTI_NOMINATI, type RispostaVerifica } from './risposta.js';

interface Altrove {
  readonly casi: readonly { readonly ente: string; readonly contatto: string | null }[];
  readonly vista: boolean;
}

/** What other enti do for the person whom the transaction reaches; for nobody, the same question. */
const ALTROVE = `SELECT
    coalesce((SELECT jsonb_agg(jsonb_build_object('ente', c.ente, 'contatto', c.contatto) ORDER BY c.ente, c.id)
      FROM presa_in_carico c
      WHERE c.persona_id = ANY (i.ids) AND c.ente <> ALL ($2::uuid[]) AND c.al IS NULL AND c.dal <= $3::date), '[]') AS casi,
    EXISTS (SELECT FROM scheda s
      WHERE s.persona_id = $1 AND s.fonte = 'sociale' AND s.ente_erogatore <> ALL ($2::uuid[]) AND s.accettata_il >= $4)
      OR EXISTS (SELECT FROM presa_in_carico c WHERE c.persona_id = ANY (i.ids) AND c.ente <> ALL ($2::uuid[])
        AND c.al >= $4::date AND c.motivo_chiusura <> 'errore') AS vista
  FROM (SELECT ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid AS ids) i`;

const DAY_MILLISECONDS = 86_400_000;

/** Asks what the other enti do for one person, and says no more of it than their acts allow. */
@Injectable()
export class CercaAltrove {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly termini: Termini,
    private readonly clock: Clock,
  ) {}

  /** @param propri the asking ente and those that ceased into it: what they do is not elsewhere */
  async search(tx: Tx, persona: string | undefined, propri: readonly string[]): Promise<RispostaVerifica> {
    const now = this.clock.now();
    const oggi = legalDayOf(now);
    const da = new Date(now.getTime() - this.termini.giorni.sportello * DAY_MILLISECONDS);
    const [found] = await tx.query<Altrove>(ALTROVE, [persona ?? NESSUNO, propri, oggi, da]);
    const { casi, vista } = found!;
    const nominati = casi.filter(({ ente }) =>
      propri.some((chiede) => this.riferimenti.consultazioneConsentita(ente, chiede, oggi)),
    );
    return {
      in_carico_altrove: casi.length > 0 ? 'si' : 'no',
      vista_altrove: vista ? 'si' : 'no',
      enti: [...new Map(nominati.map((caso) => [caso.ente, caso])).values()]
        .slice(0, ENTI_NOMINATI)
        .map(({ ente, contatto }) => ({
          id: ente,
          denominazione: this.riferimenti.ente(ente)?.denominazione ?? null,
          contatto,
        })),
    };
  }
}
