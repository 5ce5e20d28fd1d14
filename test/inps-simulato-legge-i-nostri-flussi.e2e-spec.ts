import { describe, expect, it } from '@jest/globals';
import { LIMITI_PREDEFINITI, createReader, findTracciato, writeFlusso } from '#libs/tracciati';
import { judge, readFlusso } from '../apps/simulatori/src/inps/giudizio.js';
import { CONTESTO_DI_PROVA } from '../libs/tracciati/src/prova/contesto.js';
import { documentiScritti } from '../libs/tracciati/src/prova/flussi.js';

const PS_PSA_SINA = findTracciato('PS_PSA_SINA')!;
const SEED = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);

/** What the gateway does with a document: reads it, gives it a name of its own and an operation, writes it again. */
function rewrite(xml: string, nome: string, tipoOperazione: 'I' | 'C'): string {
  const reader = createReader(PS_PSA_SINA, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI);
  const [riga] = [...reader.write(Buffer.from(xml)), ...reader.end().righe];
  return writeFlusso(PS_PSA_SINA, { ...reader.testata!, nomeFlusso: nome }, { ...riga!.contenuto, tipoOperazione });
}

const judgeAlone = (id: string, xml: string) =>
  readFlusso({ id, tipo: 'PS_PSA_SINA', ts: '', millisecondi: 0, contenuto: Buffer.from(xml) });

describe('INPS as the simulator plays it, before the documents that Snodo writes', () => {
  const scritti = documentiScritti(SEED, 500);
  const idOf = (at: number) => `A271.PS.20260105.${String(at).padStart(7, '0')}`;
  const pairs = scritti.map((xml, at) => ({
    seed: SEED,
    inserimento: judgeAlone(idOf(2 * at), rewrite(xml, idOf(2 * at), 'I')),
    cancellazione: judgeAlone(idOf(2 * at + 1), rewrite(xml, idOf(2 * at + 1), 'C')),
  }));

  it('finds nothing wrong with any of them, whatever texts and codes they hold', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(500);
    for (const pair of pairs) {
      expect(pair).toMatchObject({
        inserimento: { codice: 'OK', operazione: 'I' },
        cancellazione: { codice: 'OK', operazione: 'C' },
      });
    }
  });

  it('recognises by a cancellation the insertion that it cancels', () => {
    for (const { inserimento, cancellazione } of pairs) {
      expect({ seed: SEED, chiave: cancellazione.chiave }).toEqual({ seed: SEED, chiave: inserimento.chiave });
      expect(judge(cancellazione, (chiave) => chiave === inserimento.chiave).codice).toBe('OK');
    }
  });
});
