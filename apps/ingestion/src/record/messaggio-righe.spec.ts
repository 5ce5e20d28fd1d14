import { describe, expect, it } from '@jest/globals';
import { parseBody, righeAnagrafeAccettateV1, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { uuidv7 } from '#libs/persistence';
import fc from 'fast-check';
import { rigaId } from '../riga/riga-id.js';
import { canonicalText } from '../validazione/testo-canonico.js';
import { type RigaDaDire, messageText } from './messaggio-righe.js';

const comune = {
  invioId: uuidv7(),
  tracciato: 'PS_PSA_SINA@2018.12',
  enteMittente: uuidv7(),
  enteErogatore: uuidv7(),
  nomenclatura: 'SIUSS "1"',
  accettateIl: new Date('2026-03-01T10:00:00.000Z'),
  testata: {
    codiceFiscaleOperatore: 'RSSMRA80A01H501U',
    enteCodice: 'H211',
    enteDenominazione: 'Comune di "Recanati"',
    enteIndirizzo: 'H211',
  },
};

describe('the message made of texts', () => {
  const riga = { rigaId: rigaId(comune.invioId, 1), recordId: 'ab'.repeat(32), revisione: 1, contenuto: '{}' };
  const said = (codifica: RigaDaDire['codifica'], annullamento = false) => {
    const body = JSON.parse(messageText(comune, [{ ...riga, annullamento, codifica }])) as object;
    const [one] = parseBody(righePsPsaSinaAccettateV1, body).righe;
    return JSON.parse(JSON.stringify([one!.nomenclatura, one!.codifica ?? 'none'])) as unknown;
  };

  it('says of each riga the version of its own day, and how its code was translated where it was', () => {
    expect(said(undefined)).toEqual([comune.nomenclatura, 'none']);
    expect(said({ ricevuto: 'A1.04', inps: 'A1.04', versioni: ['SIUSS@0.9'] })).toEqual(['SIUSS@0.9', 'none']);
    const versioni = ['LOC:H211@1', 'REG@2', 'SIUSS@1.0'];
    expect(said({ ricevuto: 'SAD"', inps: 'A2.07', versioni })).toEqual(['SIUSS@1.0', { ricevuto: 'SAD"', versioni }]);
  });

  it('says of a cancellation whose code means nothing the version of its invio, and no more of a text than receivers take', () => {
    expect(said({ ricevuto: 'x'.repeat(500), inps: '', versioni: [] }, true)).toEqual([
      comune.nomenclatura,
      { ricevuto: 'x'.repeat(80), versioni: [] },
    ]);
  });

  it('says of persons of a registry what fornitura they are of', () => {
    const fornitura = { tipo: 'completa', al: '2026-03-31', righe: 2, decessi: 0, uscite: 1 } as const;
    const text = messageText({ ...comune, tracciato: 'ANAGRAFE@1.0', nomenclatura: '', fornitura }, [{ ...riga, annullamento: false }]); // prettier-ignore
    expect(parseBody(righeAnagrafeAccettateV1, JSON.parse(text)).fornitura).toEqual(fornitura);
  });

  it('holds what its contract promises, and every content as it was', () => {
    const contenuto = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.dictionary(fc.string(), fc.string()))),
      {
        noNullPrototype: true,
      },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(contenuto, fc.boolean()), { minLength: 1, maxLength: 20 }), (many) => {
        const righe = many.map(([content, annullamento], at) => ({
          rigaId: rigaId(comune.invioId, at + 1),
          recordId: 'ab'.repeat(32),
          revisione: at + 1,
          annullamento,
          contenuto: canonicalText(content),
        }));
        const body = JSON.parse(messageText(comune, righe)) as object;
        const { invioId, tracciato, enteMittente, enteErogatore, nomenclatura } = comune;
        const expected = {
          invioId,
          tracciato,
          enteMittente,
          accettateIl: '2026-03-01T10:00:00.000Z',
          testata: comune.testata,
          righe: righe.map((riga) => ({
            ...riga,
            enteErogatore,
            nomenclatura,
            contenuto: JSON.parse(riga.contenuto) as unknown,
          })),
        };
        expect(body).toEqual(expected);
        expect(parseBody(righePsPsaSinaAccettateV1, body).righe).toHaveLength(righe.length);
      }),
    );
  });
});
