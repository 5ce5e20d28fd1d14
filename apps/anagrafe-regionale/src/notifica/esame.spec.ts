import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { GRUPPI_VARIAZIONE, bitsOf } from '../variazione/gruppi.js';
import { type Attesa, type Esame, type Fatti, type SottoscrizioneInEsame, esamina } from './esame.js';

const LEI = 'lei';
const FIGLIO = 'figlio';
const SEGUITA = 'seguita';
const TUTTO = bitsOf(GRUPPI_VARIAZIONE);
const SUA: SottoscrizioneInEsame = { oggetto: 'persona', persona: LEI, gruppi: TUTTO, fino_al: '2026-12-31' };
const DI_FAMIGLIA: SottoscrizioneInEsame = { ...SUA, oggetto: 'famiglia' };

const attesa = (fields: Partial<Attesa> = {}): Attesa => ({
  tipo: 'variazione',
  persona: LEI,
  altra: null,
  altraRadice: null,
  causa: null,
  gruppi: bitsOf(['residenza']),
  decorrenza: null,
  riservata: false,
  ...fields,
});
const separata = (fields: Partial<Attesa> = {}): Attesa =>
  attesa({ tipo: 'separazione', gruppi: 0, altra: SEGUITA, altraRadice: SEGUITA, ...fields });
const fatti = (
  fields: { vede?: string[]; profilo?: 'M' | 'B' | 'H'; protette?: string[]; decedute?: string[] } = {},
): Fatti => ({
  oggi: '2026-03-10',
  visti: new Map((fields.vede ?? [LEI, FIGLIO, SEGUITA]).map((id) => [id, { profilo: fields.profilo ?? 'B' }])),
  protette: new Set(fields.protette),
  decedute: new Set(fields.decedute),
  soggetti: new Map([[SEGUITA, Buffer.from('nome di chi è seguita')]]),
});
const tipi = ({ notifiche, fine }: Esame) => [
  ...notifiche.map(({ tipo }) => tipo),
  ...(fine === undefined ? [] : [`(${fine})`]),
];

describe('what a subscription is told', () => {
  it.each([
    ['a change', SUA, attesa(), fatti(), ['persona.variata']],
    ['a change in the household', DI_FAMIGLIA, attesa({ persona: FIGLIO }), fatti(), ['famiglia.variata']],
    ['nothing of a change of no interest', { ...SUA, gruppi: bitsOf(['vita']) }, attesa(), fatti(), []],
    ['nothing of a member it does not see', DI_FAMIGLIA, attesa({ persona: FIGLIO }), fatti({ vede: [LEI] }), []],
    ['nothing of an address, if it sees none', SUA, attesa(), fatti({ profilo: 'M' }), []],
    ['the end, if it sees nobody', SUA, attesa(), fatti({ vede: [] }), ['fine_visibilita', '(fine_visibilita)']],
    [
      'the end, if it sees no household',
      DI_FAMIGLIA,
      attesa(),
      fatti({ profilo: 'M' }),
      ['fine_visibilita', '(fine_visibilita)'],
    ],
    ['a death, whatever else', SUA, attesa(), fatti({ decedute: [LEI] }), ['decesso', '(decesso)']],
    ['nothing after its last day', { ...SUA, fino_al: '2026-03-09' }, attesa(), fatti(), ['(scadenza)']],
    ['something on its last day', { ...SUA, fino_al: '2026-03-10' }, attesa(), fatti(), ['persona.variata']],
    [
      'majority, whatever it asked for',
      { ...SUA, gruppi: 1 },
      attesa({ tipo: 'maggiore_eta', gruppi: 0 }),
      fatti(),
      ['maggiore_eta'],
    ],
    ['nothing, if it was only examined', SUA, attesa({ tipo: 'controllo', gruppi: 0 }), fatti(), []],
    ['a merge with one it follows', SUA, separata({ tipo: 'unione', altraRadice: LEI }), fatti(), ['unione']],
    ['nothing of a merge with one it does not follow', SUA, separata({ tipo: 'unione', altra: 'x' }), fatti(), []],
    ['that two it follows are two', SUA, separata(), fatti(), ['separazione']],
    ['nothing of a second person that it sees no more', SUA, separata(), fatti({ vede: [LEI] }), []],
    ['nothing of links alone', SUA, attesa({ gruppi: bitsOf(['legami']) }), fatti(), []],
  ] as const)('is %s', (_, sottoscrizione, one, now, told) => {
    expect(tipi(esamina(sottoscrizione, [one], now))).toEqual(told);
  });

  it('is one thing for all that changed, from the first day of it, which is never that of a death', () => {
    const days = [
      attesa({ decorrenza: '2026-03-05' }),
      attesa({ gruppi: bitsOf(['vita']), decorrenza: '2026-01-01' }),
      attesa({ decorrenza: '2026-02-01' }),
    ];
    expect(esamina(SUA, days, fatti()).notifiche).toEqual([
      { tipo: 'persona.variata', gruppi: bitsOf(['residenza', 'vita']), decorrenza: '2026-02-01', altroSoggetto: null },
    ]);
  });
});

describe('of a protected person', () => {
  it.each([
    ['who does not protect it hears nothing, not even the end', attesa(), fatti({ vede: [], protette: [LEI] }), []],
    ['who protects it hears', attesa(), fatti({ protette: [LEI] }), ['persona.variata']],
    [
      'who protects it hears also what was noted meanwhile',
      attesa({ riservata: true }),
      fatti({ protette: [LEI] }),
      ['persona.variata'],
    ],
    ['what was noted is told to nobody after', attesa({ riservata: true }), fatti(), []],
    [
      'those who stay behind do not tell that it left',
      attesa({ causa: 'fuggita' }),
      fatti({ protette: ['fuggita'] }),
      [],
    ],
    ['nor once it is protected no more', attesa({ causa: 'fuggita', riservata: true }), fatti(), []],
    ['it is not named as one that was another', separata(), fatti({ vede: [LEI], protette: [SEGUITA] }), []],
    ['nor once it is protected no more', separata({ riservata: true }), fatti(), []],
    ['who protects it hears that too', separata({ riservata: true }), fatti({ protette: [SEGUITA] }), ['separazione']],
    ['who left without protection is told of', attesa({ causa: 'andata' }), fatti(), ['persona.variata']],
  ] as const)('%s', (_, one, now, told) => {
    expect(tipi(esamina(SUA, [one], now))).toEqual(told);
    expect(tipi(esamina(DI_FAMIGLIA, [one], now))).toEqual(told.map((tipo) => tipo.replace('persona', 'famiglia')));
  });
});

const persone = fc.constantFrom(LEI, FIGLIO, 'altra');
const attese = fc.array(
  fc.record<Attesa>({
    tipo: fc.constantFrom('variazione', 'unione', 'separazione', 'maggiore_eta', 'controllo'),
    persona: persone,
    altra: fc.option(fc.constantFrom(SEGUITA, 'x')),
    altraRadice: fc.option(persone),
    causa: fc.option(persone),
    gruppi: fc.nat(TUTTO),
    decorrenza: fc.constant(null),
    riservata: fc.boolean(),
  }),
  { maxLength: 6 },
);
const mondi = fc
  .record({
    vede: fc.subarray([LEI, FIGLIO, 'altra']),
    protette: fc.subarray([LEI, FIGLIO, 'altra']),
    decedute: fc.subarray([LEI, FIGLIO]),
    profilo: fc.constantFrom('M' as const, 'B' as const, 'H' as const),
  })
  .map(fatti);

describe('whatever happens', () => {
  it('to persons that the ente does not see changes nothing of what it is told', () => {
    fc.assert(
      fc.property(attese, attese, mondi, fc.constantFrom(SUA, DI_FAMIGLIA), (some, others, now, sottoscrizione) => {
        const unseen = others.filter(({ persona }) => !now.visti.has(persona));
        expect(esamina(sottoscrizione, [...some, ...unseen], now)).toEqual(esamina(sottoscrizione, some, now));
      }),
    );
  });

  it('to a protected person, who does not protect it is told nothing and its subscription stays', () => {
    fc.assert(
      fc.property(attese, mondi, fc.constantFrom(SUA, DI_FAMIGLIA), (some, now, sottoscrizione) => {
        const visti = new Map([...now.visti].filter(([id]) => id !== LEI));
        const hidden = { ...now, visti, protette: new Set([...now.protette, LEI]) };
        expect(esamina(sottoscrizione, some, hidden)).toEqual({ notifiche: [] });
      }),
    );
  });

  it('nobody is named but who is followed and seen', () => {
    fc.assert(
      fc.property(attese, mondi, (some, now) => {
        const seen = some.filter(({ altraRadice }) => altraRadice !== null && now.visti.has(altraRadice));
        const named = ({ notifiche }: Esame) => notifiche.filter(({ altroSoggetto }) => altroSoggetto !== null);
        expect(named(esamina(SUA, some, now))).toEqual(named(esamina(SUA, seen, now)));
      }),
    );
  });

  it('nothing is told but of the groups that were asked for', () => {
    fc.assert(
      fc.property(attese, mondi, fc.integer({ min: 1, max: TUTTO }), (some, now, gruppi) => {
        const { notifiche } = esamina({ ...SUA, gruppi }, some, now);
        for (const notifica of notifiche) expect(notifica.gruppi & ~gruppi).toBe(0);
      }),
    );
  });
});
