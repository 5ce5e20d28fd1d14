import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import { Clock, type Tx } from '#libs/persistence';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import type { SchedaDaCollegare } from '../collegamento/scheda-da-collegare.js';
import { Riferimento } from '../persona/riferimento.js';
import { DettiResidenza } from '../residenza/detti-residenza.js';
import type { DettoResidenza } from '../residenza/detto-residenza.js';
import type { DettoDaFonte, NomeFonte } from './fonte-persone.js';

/** No ente: what another registry says is nobody's work, and ties nobody to the person. */
const NESSUN_ENTE = '00000000-0000-0000-0000-000000000000';

/** What is asked of each: code and version of what it answers with. */
const TRACCIATI: Readonly<Record<NomeFonte, string>> = { anpr: 'ANPR@E002', sanitaria: 'FHIR_PATIENT@R4' };

const REVISIONE = `SELECT revisione FROM record WHERE record_id = $1`;

/** Of which person what a source said is now. `di_altri`: of nobody known, which was not kept; `altra`: of another than was asked about. */
export type Accolta = 'sua' | 'altra' | 'di_altri';

const ALTRE = metrics.counter(
  'snodo_anagrafe_fonti_altra_persona_total',
  'Answers of other registries that are not about the person who was asked about',
  ['fonte'],
);

/** Lets what another registry says in by the one way there is for all sources. */
@Injectable()
export class AccogliRisposta {
  constructor(
    private readonly collega: CollegaSchede,
    private readonly detti: DettiResidenza,
    private readonly riferimento: Riferimento,
    private readonly clock: Clock,
  ) {}

  /**
   * Nobody is made of an answer: a code that belongs to somebody else, by name, says nothing of the person who was asked about, and the
   * registry has no reason to know that somebody else.
   */
  async receive(
    tx: Tx,
    {
      fonte,
      persona,
      giorno,
    }: { readonly fonte: NomeFonte; readonly persona: string; readonly giorno: DettoResidenzaGiorno },
    detto: DettoDaFonte,
  ): Promise<Accolta> {
    const recordId = this.riferimento.ofSoggetto(fonte, detto.soggetto);
    const [known] = await tx.query<{ revisione: number }>(REVISIONE, [Buffer.from(recordId, 'hex')]);
    const revisione = (known?.revisione ?? 0) + 1;
    const accettataIl = this.clock.now().toISOString();
    const residenze = residenzeOf(fonte, detto, { recordId, revisione, accettataIl, riferitaAl: giorno });
    // First, so that whoever writes persons works out where they live from all that was said.
    await this.detti.write(tx, residenze);
    const scheda: SchedaDaCollegare = {
      recordId,
      revisione,
      annullamento: false,
      fonte,
      ente: NESSUN_ENTE,
      tracciato: TRACCIATI[fonte],
      accettataIl,
      dati: detto.dati,
    };
    const collegata = (await this.collega.link(tx, [scheda], { soloNote: true })).get(recordId);
    const ignota = collegata === undefined || collegata.esito === 'ignota';
    await this.detti.forget(tx, [recordId], ignota ? [recordId] : []);
    if (!ignota && collegata.personaId === persona) return 'sua';
    tx.afterCommit(() => ALTRE.inc({ fonte }));
    return ignota ? 'di_altri' : 'altra';
  }
}

type DettoResidenzaGiorno = Extract<DettoResidenza, { fonte: 'anpr' }>['riferitaAl'];

/** Only ANPR is an authority on residence: what others say of it is in their scheda. */
function residenzeOf(
  fonte: NomeFonte,
  { residenza }: DettoDaFonte,
  quando: Pick<Extract<DettoResidenza, { fonte: 'anpr' }>, 'recordId' | 'revisione' | 'accettataIl' | 'riferitaAl'>,
): DettoResidenza[] {
  return fonte !== 'anpr' || residenza === undefined ? [] : [{ fonte, ...quando, ...residenza }];
}
