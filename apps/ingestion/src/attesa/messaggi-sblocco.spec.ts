import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RighePsPsaSinaAccettateV1, parseBody, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { uuidv7 } from '#libs/persistence';
import { rigaId } from '../riga/riga-id.js';
import { canonicalText } from '../validazione/testo-canonico.js';
import { type RigaTradotta, messaggiOf } from './messaggi-sblocco.js';

const ENTE = 'e0000000-0000-5000-8000-000000000001';
const testata = {
  codiceFiscaleOperatore: 'RSSMRA80A01H501U',
  enteCodice: 'H211',
  enteDenominazione: 'R',
  enteIndirizzo: 'H211',
};
const INVII = [uuidv7(), uuidv7(), uuidv7()];

const riga = (invio: string, numero: number, altro: Partial<RigaTradotta> = {}): RigaTradotta => ({
  rigaId: rigaId(invio, numero),
  recordId: 'ab'.repeat(32),
  revisione: 1,
  ente: ENTE,
  codice: 'SAD',
  inps: 'A2.07',
  versioni: ['LOC:H211@1', 'SIUSS@1.0'],
  comune: {
    invioId: invio,
    tracciato: 'PS_PSA_SINA@201812',
    enteMittente: ENTE,
    accettateIl: new Date('2026-03-05T10:00:00.000Z'),
    testata,
  },
  contenuto: canonicalText({ codicePrestazione: 'SAD', protocolloDomanda: String(numero), importoPrestazione: numero }),
  ...altro,
});
const open = (righe: readonly RigaTradotta[]): RighePsPsaSinaAccettateV1[] =>
  messaggiOf(righe).map(({ json }) => JSON.parse(json) as RighePsPsaSinaAccettateV1);

describe('The messages of righe that waited', () => {
  it('say what the riga would have said at once, with its code translated, and hold their contract', () => {
    const [message] = messaggiOf([riga(INVII[0]!, 1)]);
    expect([message!.key, message!.ente]).toEqual([INVII[0], ENTE]);
    const body = JSON.parse(message!.json) as RighePsPsaSinaAccettateV1;
    expect(body).toEqual({
      invioId: INVII[0],
      tracciato: 'PS_PSA_SINA@201812',
      enteMittente: ENTE,
      accettateIl: '2026-03-05T10:00:00.000Z',
      testata,
      righe: [
        {
          rigaId: rigaId(INVII[0]!, 1),
          recordId: 'ab'.repeat(32),
          revisione: 1,
          annullamento: false,
          contenuto: { codicePrestazione: 'A2.07', protocolloDomanda: '1', importoPrestazione: 1 },
          enteErogatore: ENTE,
          nomenclatura: 'SIUSS@1.0',
          codifica: { ricevuto: 'SAD', versioni: ['LOC:H211@1', 'SIUSS@1.0'] },
        },
      ],
    });
    expect(parseBody(righePsPsaSinaAccettateV1, body).righe).toHaveLength(1);
  });

  it('are one for what has all in common: invio, heading, ente and INPS’s version', () => {
    const other = { ...testata, enteCodice: 'E690' };
    const righe = [
      riga(INVII[0]!, 1),
      riga(INVII[1]!, 1),
      riga(INVII[0]!, 2),
      riga(INVII[0]!, 3, { versioni: ['LOC:H211@1', 'SIUSS@2.0'] }),
      riga(INVII[0]!, 4, { comune: { ...riga(INVII[0]!, 4).comune, testata: other } }),
    ];
    expect(open(righe).map(({ invioId, righe: told }) => [invioId, told.length])).toEqual([
      [INVII[0], 2],
      [INVII[1], 1],
      [INVII[0], 1],
      [INVII[0], 1],
    ]);
  });

  it('are cut before they are too large', () => {
    const large = canonicalText({ codicePrestazione: 'SAD', nota: 'x'.repeat(100_000) });
    const messages = messaggiOf(Array.from({ length: 5 }, (_, n) => riga(INVII[0]!, n + 1, { contenuto: large })));
    expect(messages.map(({ json }) => Buffer.byteLength(json) < 260_000)).toEqual([true, true, true]);
  });

  it('change nothing of a content but its code, whatever it holds', () => {
    const anything = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())), { noNullPrototype: true });
    fc.assert(
      fc.property(anything, fc.string(), (content, codice) => {
        const received = { ...content, codicePrestazione: codice };
        const [message] = messaggiOf([riga(INVII[0]!, 1, { contenuto: canonicalText(received), codice })]);
        const body = JSON.parse(message!.json) as RighePsPsaSinaAccettateV1;
        expect(body.righe[0]!.contenuto).toEqual(JSON.parse(JSON.stringify({ ...received, codicePrestazione: 'A2.07' })));
        expect(message!.json).toContain(canonicalText({ ...received, codicePrestazione: 'A2.07' }));
      }),
    );
  });
}); // prettier-ignore
