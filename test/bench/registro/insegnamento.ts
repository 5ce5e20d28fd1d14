import { createHash } from 'node:crypto';
import { Database } from '#libs/persistence';
import type { RigaDomanda } from '#libs/sintetici';
import { eventually } from '#libs/testing';
import { CollegaSchede } from '../../../apps/anagrafe-regionale/src/collegamento/collega-schede.js';
import type { ModelloLetto } from '../../../apps/anagrafe-regionale/src/modello/leggi-modelli.js';
import { COMUNI, enteDi } from '../../prova/anagrafe-grande/lombardia.js';
import { datiDi } from '../../prova/anagrafe-grande/persone-da-caricare.js';
import { type BenchContext, sizeOf } from '../measure.js';
import type { Banco } from './banco.js';

/** Records after those that are judged: what other enti say of persons who are there, with the slips of whoever types. */
export const INSEGNATE = process.env.SNODO_BENCH_GRANDE === '1' ? 12_000 : sizeOf(5_000);
const PERCORSO = '/rest/amministrazione/v1/anagrafe-regionale/modelli';
const INSIEME = 50;
const PAZIENZA = { timeout: 900_000, interval: 500 };

/**
 * Lets the registry learn its weights as an operator would: by command, from what several enti say of the same persons, without labels.
 * What it learnt is kept with the registry, and so is that there was nothing better than the weights of the release.
 * @returns by which weights it judges from now on, in words for the note of a figure
 */
export async function teach(context: BenchContext, banco: Banco, after: number): Promise<string> {
  if ((await newest(banco)).misure === null) {
    context.say(`B9: ${INSEGNATE.toLocaleString('en')} records to learn weights from`);
    const domande = await banco.domande(after + INSEGNATE);
    await link(
      banco,
      domande.filter(({ qid, kind }) => Number(qid) > after && kind === 'known'),
    );
    await banco.anagrafe.ask('tecnico', 'post', PERCORSO).expect(202);
    await eventually(async () => (await newest(banco)).stato !== 'in_corso', PAZIENZA);
    const { nome, stato } = await newest(banco);
    if (stato === 'proposto')
      await banco.anagrafe.ask('tecnico', 'post', `${PERCORSO}/${nome}/attivazioni`).expect(200);
  }
  return told(await newest(banco));
}

async function newest({ anagrafe }: Banco): Promise<ModelloLetto> {
  const { body } = await anagrafe.ask('tecnico', 'get', PERCORSO).expect(200);
  return (body as { modelli: ModelloLetto[] }).modelli[0]!;
}

function told({ nome, in_uso: inUso, motivo, misure }: ModelloLetto): string {
  if (misure === null) return `weights of the release${motivo === null ? '' : `: ${motivo}`}`;
  const { appreso, in_uso: prima } = misure;
  const trial = `tried on ${appreso.prove} records without codes: ${appreso.falsi} false, recall ${appreso.richiamo.toFixed(3)}, of the release ${prima.falsi} and ${prima.richiamo.toFixed(3)}`;
  return `${inUso ? `weights learnt from ${misure.persone} persons of its own (${nome})` : `weights of the release (${motivo})`}, ${trial}`;
}

/** Each said by an ente that is not its comune: of the same ente only the last word would count. */
async function link({ anagrafe }: Banco, domande: readonly RigaDomanda[]): Promise<void> {
  const collega = anagrafe.get(CollegaSchede);
  for (let at = 0; at < domande.length; at += INSIEME) {
    const schede = domande.slice(at, at + INSIEME).map((domanda) => {
      const { vita: _, ...dati } = datiDi(domanda);
      const altrove = COMUNI.filter(({ istat }) => istat !== domanda.comune_istat);
      return {
        recordId: createHash('sha256').update(`insegnata:${domanda.qid}`).digest('hex'),
        revisione: 1,
        annullamento: false,
        fonte: 'sociale' as const,
        ente: enteDi(altrove[Number(domanda.qid) % altrove.length]!.istat),
        tracciato: 'PS_PSA_SINA@201812' as const,
        accettataIl: '2026-02-15T08:00:00.000Z',
        dati,
      };
    });
    await anagrafe.get(Database).transaction('consumer', {}, (tx) => collega.link(tx, schede), { limitMs: 60_000 });
  }
}
