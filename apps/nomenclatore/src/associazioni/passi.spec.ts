import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chiaveAssociazione } from '#libs/riferimenti';
import { SISTEMA } from '../storia/storia.js';
import { type Associazione, isApprovata, sameDestinazioni } from './associazione.js';
import { voceOf } from './contenuto-associazione.js';
import { approve, close, propose, refuse, withdraw } from './passi.js';
import { REGIONE, associazione } from './prova/associazioni-di-prova.js';
import { Tavolo } from './tavolo.js';

const approvata = (changes: Partial<Associazione> = {}) =>
  associazione({ stato: 'approvata', decisaDa: 'pdnd:regione', decisaIl: REGIONE.il, ...changes });
const provenienza = (id: string) => ({ id, ente: null, fonte: 'prova', affidabilita: 'fonte' });

describe('proposing', () => {
  it('says who and when, and waits', () => {
    const { id, stato, ...proposta } = associazione({ nota: 'come da delibera' });
    const [only, ...others] = propose(proposta, provenienza(id), [], REGIONE);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      prima: null,
      azione: 'proposta',
      motivo: 'come da delibera',
      dopo: { id, stato, propostaDa: 'pdnd:regione', propostaIl: REGIONE.il, decisaDa: null, revisione: 1 },
    });
  });

  it('withdraws the one still open for the same day, and no other', () => {
    const open = associazione();
    const later = associazione({ dal: '2026-07-01' });
    const refused = associazione({ stato: 'rifiutata' });
    const steps = propose(associazione(), provenienza('nuova'), [open, later, refused, approvata()], REGIONE);
    expect(steps.map(({ azione, dopo }) => [azione, dopo.id, dopo.stato])).toEqual([
      ['ritirata', open.id, 'rifiutata'],
      ['proposta', 'nuova', 'proposta'],
    ]);
  });
});

describe('deciding', () => {
  it('approves, one revision later, with who and when', () => {
    const proposta = associazione();
    const esito = approve(proposta, [proposta], REGIONE, 'va bene');
    expect(esito).toEqual({
      esito: 'riuscito',
      cambiamenti: [
        {
          prima: proposta,
          dopo: { ...proposta, stato: 'approvata', decisaDa: 'pdnd:regione', decisaIl: REGIONE.il, revisione: 2 },
          azione: 'approvata',
          autore: REGIONE,
          motivo: 'va bene',
        },
      ],
    });
  });

  it('by the rule says that nobody did', () => {
    const esito = approve(associazione(), [], { ...SISTEMA, il: REGIONE.il }, null);
    expect(esito).toMatchObject({ cambiamenti: [{ dopo: { automatica: true, decisaDa: 'sistema' } }] });
  });

  it('of one with a last day leaves it closed', () => {
    const esito = approve(associazione({ al: '2026-06-30' }), [], REGIONE, null);
    expect(esito).toMatchObject({ cambiamenti: [{ dopo: { stato: 'chiusa', al: '2026-06-30' } }] });
  });

  it('closes the open one before, the day before, and says why', () => {
    const before = approvata({ revisione: 4 });
    const next = associazione({ dal: '2026-07-01', destinazioni: ['R4A'] });
    const esito = approve(next, [before, next], REGIONE, null);
    expect(esito).toMatchObject({
      cambiamenti: [
        { prima: before, dopo: { id: before.id, al: '2026-06-30', stato: 'chiusa', revisione: 5 }, azione: 'chiusa' },
        { dopo: { id: next.id, stato: 'approvata' } },
      ],
    });
  });

  it('names the one whose days it would share', () => {
    const before = approvata();
    const next = associazione({ destinazioni: ['R5'] });
    expect(approve(next, [before, next], REGIONE, null)).toEqual({ esito: 'conflitto', con: before });
  });

  it('is not stopped by what is proposed, refused or withdrawn', () => {
    const others = [associazione(), associazione({ stato: 'rifiutata' })];
    expect(approve(associazione(), others, REGIONE, null).esito).toBe('riuscito');
  });

  it('no is no, with its reason', () => {
    expect(refuse(associazione(), REGIONE, 'troppo ampia')).toMatchObject({
      azione: 'rifiutata',
      motivo: 'troppo ampia',
      dopo: { stato: 'rifiutata', decisaDa: 'pdnd:regione', revisione: 2 },
    });
  });
});

type Mossa =
  | { readonly mossa: 'proponi'; readonly codice: string; readonly dal: number; readonly durata: number | null }
  | { readonly mossa: 'approva' | 'rifiuta' | 'ritira' | 'chiudi'; readonly quale: number; readonly giorno: number };

const day = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
const mosse = fc.array(
  fc.oneof(
    fc.record({
      mossa: fc.constant('proponi' as const),
      codice: fc.constantFrom('SAD', 'PASTI'),
      dal: fc.nat({ max: 40 }),
      durata: fc.option(fc.nat({ max: 15 })),
    }),
    fc.record({
      mossa: fc.constantFrom('approva', 'approva', 'rifiuta', 'ritira', 'chiudi'),
      quale: fc.nat(),
      giorno: fc.nat({ max: 60 }),
    }),
  ),
  { maxLength: 40 },
);

function play(tavolo: Tavolo, known: string[], mossa: Mossa): void {
  if (mossa.mossa === 'proponi') {
    const { codice, dal, durata } = mossa;
    const proposta = associazione({ codice, dal: day(dal), al: durata === null ? null : day(dal + durata) });
    known.push(proposta.id);
    tavolo.apply(propose(proposta, provenienza(proposta.id), tavolo.ofChiave(chiaveAssociazione(proposta)), REGIONE));
    return;
  }
  const one = known.length === 0 ? undefined : tavolo.get(known[mossa.quale % known.length]!);
  if (one === undefined) return;
  if (mossa.mossa === 'chiudi') {
    const al = day(mossa.giorno);
    if (isApprovata(one) && one.dal <= al && (one.al === null || al < one.al))
      tavolo.apply([close(one, al, REGIONE, null)]);
  } else if (one.stato === 'proposta') {
    if (mossa.mossa === 'rifiuta') tavolo.apply([refuse(one, REGIONE, null)]);
    else if (mossa.mossa === 'ritira') tavolo.apply([withdraw(one, REGIONE, 'ripensamento')]);
    else {
      const esito = approve(one, tavolo.ofChiave(chiaveAssociazione(one)), REGIONE, null);
      if (esito.esito === 'riuscito') tavolo.apply(esito.cambiamenti);
    }
  }
}

describe('whatever is proposed, approved, refused and closed, in any order', () => {
  it('a day has at most one answer, each code and day one open proposal, each step one revision', () => {
    fc.assert(
      fc.property(mosse, (moves) => {
        const tavolo = new Tavolo([]);
        const known: string[] = [];
        for (const mossa of moves) play(tavolo, known, mossa);
        for (const codice of ['SAD', 'PASTI']) {
          const all = tavolo.ofChiave(`LOC:E388|${codice}|REG`);
          if (all.length === 0) continue;
          const { contenuto } = voceOf(all) as { contenuto: { periodi: { dal: string; al: string | null }[] } | null };
          const periodi = contenuto?.periodi ?? [];
          expect(periodi).toHaveLength(all.filter(isApprovata).length);
          for (const [at, { dal }] of periodi.entries()) {
            const before = periodi[at - 1];
            if (before !== undefined) expect(before.al !== null && before.al < dal).toBe(true);
          }
          const open = all.filter(({ stato }) => stato === 'proposta').map(({ dal }) => dal);
          expect(new Set(open).size).toBe(open.length);
          expect(
            all.every(({ stato, al }) => (stato === 'approvata' ? al === null : stato !== 'chiusa' || al !== null)),
          ).toBe(true);
        }
        const revisions = new Map<string, number>();
        for (const { prima, dopo } of tavolo.cambiamenti) {
          expect(prima?.revisione).toBe(revisions.get(dopo.id));
          expect(dopo.revisione).toBe((prima?.revisione ?? 0) + 1);
          revisions.set(dopo.id, dopo.revisione);
        }
      }),
    );
  });
});

describe('what everybody is told of a code', () => {
  it('is its approved periods, the oldest first; of none, that there is none', () => {
    const all = [
      approvata({ dal: '2026-07-01', destinazioni: ['R4A', 'R4B'], relazione: 'scelta' }),
      associazione({ dal: '2027-01-01' }),
      approvata({ al: '2026-06-30', stato: 'chiusa' }),
    ];
    expect(voceOf(all)).toMatchObject({
      genere: 'associazione',
      id: 'LOC:E388|SAD|REG',
      contenuto: {
        da: 'LOC:E388',
        codice: 'SAD',
        a: 'REG',
        periodi: [
          { dal: '2026-01-01', al: '2026-06-30', relazione: 'esatta', destinazioni: ['R4'] },
          { dal: '2026-07-01', al: null, relazione: 'scelta', destinazioni: ['R4A', 'R4B'] },
        ],
      },
    });
    expect(voceOf([associazione()])).toMatchObject({ id: 'LOC:E388|SAD|REG', contenuto: null });
  });

  it('a choice is the same in whatever order its codes are', () => {
    const scelta = (...destinazioni: string[]) => associazione({ relazione: 'scelta', destinazioni });
    expect(sameDestinazioni(scelta('R1', 'R2'), scelta('R2', 'R1'))).toBe(true);
    expect(sameDestinazioni(scelta('R1', 'R2'), scelta('R1', 'R3'))).toBe(false);
    expect(sameDestinazioni(associazione(), associazione({ relazione: 'piu_ampia' }))).toBe(false);
  });
});
