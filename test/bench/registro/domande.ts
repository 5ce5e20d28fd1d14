import { createHash } from 'node:crypto';
import { nomiVicini } from '#libs/abbinamento';
import { Database } from '#libs/persistence';
import type { RigaDomanda } from '#libs/sintetici';
import { CollegaSchede } from '../../../apps/anagrafe-regionale/src/collegamento/collega-schede.js';
import type { SchedaCollegata } from '../../../apps/anagrafe-regionale/src/collegamento/scheda-da-collegare.js';
import { COMUNI, enteDi } from '../../prova/anagrafe-grande/lombardia.js';
import { datiDi, personaIdOf } from '../../prova/anagrafe-grande/persone-da-caricare.js';
import type { Banco } from './banco.js';

/** What became of a record whose truth is known. */
export type Verdetto = 'giusta' | 'falsa' | 'da_rivedere' | 'mancata' | 'nuova';

export interface Giudicata {
  readonly kind: RigaDomanda['kind'];
  readonly verdetto: Verdetto;
  /** Of a false link: the given names are not even near. */
  readonly altroNome: boolean;
  readonly ms: number;
}

/** Ends a transaction without leaving anything of it: the registry is the same for every record. */
class Disfatta extends Error {}

/** A record that comes in, and is judged by everything that the registry does with one: locks, candidates, weights, rows written. */
export class Domande {
  constructor(private readonly banco: Banco) {}

  async judge(domanda: RigaDomanda): Promise<Giudicata> {
    const collegaSchede = this.banco.anagrafe.get(CollegaSchede);
    const recordId = createHash('sha256').update(`domanda:${domanda.qid}`).digest('hex');
    let collegata: SchedaCollegata | undefined;
    let ms = 0;
    const began = performance.now();
    await this.banco.anagrafe
      .get(Database)
      .transaction('consumer', {}, async (tx) => {
        const { vita: _, ...dati } = datiDi(domanda);
        const collegate = await collegaSchede.link(tx, [
          {
            recordId,
            revisione: 1,
            annullamento: false,
            fonte: 'sociale',
            ente: enteDi(domanda.comune_istat || COMUNI[0]!.istat),
            tracciato: 'PS_PSA_SINA@201812',
            accettataIl: '2026-03-01T08:00:00.000Z',
            dati,
          },
        ]);
        collegata = collegate.get(recordId);
        ms = performance.now() - began;
        throw new Disfatta();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Disfatta)) throw error;
      });
    const verdetto = verdettoOf(domanda, collegata!);
    const altroNome = verdetto === 'falsa' && (await this.#hasAnotherName(collegata!.personaId!, domanda));
    return { kind: domanda.kind, verdetto, altroNome, ms };
  }

  async #hasAnotherName(personaId: string, { nome, cognome }: RigaDomanda): Promise<boolean> {
    const [other] = await this.banco.database.admin<{ nome: string }>(
      'SELECT nome FROM anagrafe_regionale.persona WHERE id = $1',
      [personaId],
    );
    return !nomiVicini(other!.nome, nome) && !nomiVicini(other!.nome, cognome);
  }
}

function verdettoOf({ truth_id: truth }: RigaDomanda, { esito, personaId }: SchedaCollegata): Verdetto {
  if (esito === 'dubbia') return 'da_rivedere';
  if (esito === 'nuova') return truth === '' ? 'nuova' : 'mancata';
  return truth !== '' && personaId === personaIdOf(truth) ? 'giusta' : 'falsa';
}
