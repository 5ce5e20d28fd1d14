import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RigaAccettata } from '#libs/contracts';
import { findTracciato } from '#libs/tracciati';
import { CONTESTO_DI_PROVA } from '../../../../libs/tracciati/src/prova/contesto.js';
import { MODALITA, type Modalita } from '../modalita/modalita.js';
import { TESTATA, TRE_ANNI, riga } from '../prova/righe-di-prova.js';
import type { ContestoPubblicazione } from './contesto-pubblicazione.js';
import { CURSORE_INIZIALE } from './cursore.js';
import type { FlussoNuovo } from './flusso.js';
import { Pubblicazione } from './pubblicazione.js';
import type { Record } from './record.js';

const contestoWith = (modalita: Modalita): ContestoPubblicazione => ({
  tracciato: findTracciato('PS_PSA_SINA')!,
  ente: { id: 'ente', denominazione: 'Comune di Recanati', codice: 'H211', belfiore: 'H211' },
  modalita,
  atto: true,
  testata: TESTATA,
  regole: CONTESTO_DI_PROVA,
  adesso: new Date('2026-03-10T09:00:00Z'),
  oggi: '2026-03-10',
});

/** What INPS recognises a document by, whatever its name and operation. */
const bodyOf = (byte: Uint8Array): string =>
  Buffer.from(byte)
    .toString()
    .replace(/ Nome="H211[^"]*"/, '')
    .replace(/ TipoOperazione="."/, '');

/** An INPS that does as it is told, and a gateway whose memory lasts from one message to the next. */
class Prova {
  readonly inps: string[] = [];
  readonly log: FlussoNuovo[] = [];
  readonly #record = new Map<string, Record>();
  #cursore = CURSORE_INIZIALE;

  deliver(righe: readonly RigaAccettata[], modalita: Modalita = 'snodo'): Pubblicazione {
    const vivi = new Map(this.log.map((flusso) => [flusso.ts, flusso]));
    const registro = { cursore: this.#cursore, sinceVisto: 0 };
    const made = new Pubblicazione(contestoWith(modalita), registro, this.#record, vivi);
    for (const one of righe) made.apply(one);
    for (const record of made.record) this.#record.set(record.recordId, record);
    this.#cursore = made.cursore;
    this.log.push(...made.flussi);
    for (const { operazione, byte } of made.flussi) this.hear(operazione, bodyOf(byte));
    return made;
  }

  hear(operazione: 'I' | 'C', body: string): void {
    if (operazione === 'I') this.inps.push(body);
    else expect(this.inps.splice(this.inps.indexOf(body), this.inps.includes(body) ? 1 : 0)).toEqual([body]);
  }
}

/** What INPS should hold of this content alone. */
function expectedOf(one: RigaAccettata): string[] {
  const fresh = new Prova();
  fresh.deliver([Object.assign({}, one, { revisione: 1 })]);
  return fresh.inps;
}

interface Passo {
  readonly record: number;
  readonly annullamento: boolean;
  readonly importo: number;
  readonly anni: boolean;
}
const passi = fc.array(
  fc.record({
    record: fc.nat(2),
    annullamento: fc.boolean(),
    importo: fc.integer({ min: 1, max: 5 }),
    anni: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

/** The righe of a history, revisions counted per record. */
function storia(steps: readonly Passo[]): RigaAccettata[] {
  const revisions = new Map<number, number>();
  return steps.map(({ record, annullamento, importo, anni }) => {
    const revisione = (revisions.get(record) ?? 0) + 1;
    revisions.set(record, revisione);
    const contenuto = { ...(anni ? TRE_ANNI : {}), importoMensile: importo * 100 };
    return riga({ record: `r${record}`, revisione, annullamento, contenuto });
  });
}

/** What INPS should hold at the end: the last revision of each record, unless it cancels. */
function fine(righe: readonly RigaAccettata[]): string[] {
  const last = new Map(righe.map((one) => [one.recordId, one]));
  return [...last.values()].flatMap((one) => (one.annullamento ? [] : expectedOf(one)));
}

describe('what INPS holds in the end', () => {
  it('I2 is the last revision of every record, in whatever order and however often righe arrive', () => {
    fc.assert(
      fc.property(passi, fc.infiniteStream(fc.nat()), fc.nat(12), (steps, random, cut) => {
        const righe = storia(steps);
        const next = (): number => random.next().value;
        // Every riga at least once, some again, shuffled, in two messages.
        const arriving = [...righe, ...righe.filter(() => next() % 3 === 0)]
          .map((one) => ({ one, at: next() }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const prova = new Prova();
        prova.deliver(arriving.slice(0, cut));
        prova.deliver(arriving.slice(cut));
        expect(prova.inps.toSorted()).toEqual(fine(righe).toSorted());
        expect(prova.deliver(arriving).flussi).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the last revision also of an ente that goes to Snodo and back, as long as its own channel does its part', () => {
    fc.assert(
      fc.property(passi, fc.infiniteStream(fc.constantFrom(...MODALITA)), (steps, channels) => {
        const righe = storia(steps);
        const prova = new Prova();
        const held = new Map<string, string[]>();
        for (const one of righe) {
          const modalita = channels.next().value;
          const { flussi } = prova.deliver([one], modalita);
          if (modalita !== 'snodo') {
            expect(flussi).toEqual([]);
            // The ente's own platform takes back what INPS holds of the record, and sends what is true now.
            for (const body of held.get(one.recordId) ?? []) prova.hear('C', body);
            if (!one.annullamento) for (const body of expectedOf(one)) prova.hear('I', body);
          }
          held.set(one.recordId, one.annullamento ? [] : expectedOf(one));
        }
        expect(prova.inps.toSorted()).toEqual(fine(righe).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing of a riga whose document breaks the schema, and no place is lost for it', () => {
    const prova = new Prova();
    const broken = riga({ record: 'x', contenuto: { cognome: 'X'.repeat(40) } });
    const { nonTrasmissibili, difettose } = prova.deliver([broken, riga({ record: 'y' })]);
    expect(difettose).toEqual([broken]);
    expect(nonTrasmissibili).toMatchObject([{ rigaId: broken.rigaId, motivo: 'documento_non_valido' }]);
    expect(prova.log.map(({ idFlusso }) => idFlusso)).toEqual(['H211.PS.20260310.0000001']);
  });

  it('stays what it was when a correction breaks the schema, and is taken back by the next one', () => {
    const prova = new Prova();
    prova.deliver([riga({ record: 'x' })]);
    const before = [...prova.inps];
    prova.deliver([riga({ record: 'x', revisione: 2, contenuto: { cognome: 'X'.repeat(40) } })]);
    expect(prova.inps).toEqual(before);
    const third = riga({ record: 'x', revisione: 3, contenuto: { importoMensile: 5 } });
    prova.deliver([third]);
    expect(prova.inps).toEqual(expectedOf(third));
  });
});
