import { describe, expect, it } from '@jest/globals';
import { type InvioAlLavoro, avanzamentoDiLavoro, traguardoDi } from './avanzamento.js';

const INVIO: InvioAlLavoro = {
  id: '0199aaaa-0000-7000-8000-000000000000',
  stato: 'in_validazione',
  concluso: false,
  annullato_il: null,
  mittente: 'ats',
  depositante: 'capofila',
  fase: 'applicazione',
  righe_lette: 900,
  righe: 900,
  per_stato: { accettata: 500, respinta: 20 },
};

describe('how far an invio is that is being worked on', () => {
  it.each(['ats', 'capofila'])('is told with its counts to %s, who sent it or deposited it', (ente) => {
    expect(avanzamentoDiLavoro(INVIO, ['cessato', ente])).toMatchObject({
      fase: 'applicazione',
      righe: 900,
      righe_lette: 900,
      righe_applicate: 520,
      righe_per_stato: { accettata: 500, respinta: 20 },
    });
  });

  it('I5 is told without them to an ente of which it only holds some righe', () => {
    expect(avanzamentoDiLavoro(INVIO, ['comune'])).toMatchObject({
      fase: 'applicazione',
      righe: null,
      righe_lette: 0,
      righe_applicate: 0,
      righe_per_stato: {},
    });
  });
});

describe('how far an invio is followed', () => {
  it.each([
    ['PS_PSA_SINA@201812', 'inps', 'inps'],
    ['PS_PSA_SINA@201812', 'controllo', 'controllo'],
    ['ANAGRAFE@1.0', 'inps', 'controllo'],
    ['ANAGRAFE@1.0', 'controllo', 'controllo'],
  ] as const)('of %s to %s is to %s: of a registry of residents INPS has nothing', (tracciato, asked, due) => {
    expect(traguardoDi({ tracciato }, asked)).toBe(due);
  });
});
