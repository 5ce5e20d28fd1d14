import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MOTIVI_NON_TRASMISSIBILE } from '#libs/contracts';
import { DecryptionFailed, KeyRing } from '#libs/security';
import { sealDescrizione } from '../fatto/descrizione.js';
import { FATTO_VUOTO, type Fatto } from '../fatto/fatto.js';
import type { FattoLetto } from '../fatto/leggi-fatti.js';
import { passiOf } from './passi-riga.js';
import { seguitoOf } from './risposta-inps.js';
import { MOTIVI_IN_PAROLE } from './motivi-in-parole.js';

const keyRing = KeyRing.fromSetting(randomBytes(32).toString('base64'));
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n));
const fatto = (tipo: Fatto['tipo'], giorno: number, altro: Partial<Fatto> = {}): FattoLetto => {
  const whole: Fatto = { ...FATTO_VUOTO, rigaId: 'r', tipo, il: day(giorno), ...altro };
  return { ...whole, descrizione: sealDescrizione(keyRing, whole) };
};
const riga = {
  stato: 'accettata' as const,
  ricevuto_il: day(1),
  giudicata_il: day(2),
  variata_il: null,
  sostituita_da: null,
};

describe('the steps of a riga', () => {
  it('begin with receipt and verdict', () => {
    expect(passiOf(keyRing, riga, [])).toEqual([
      { passo: 'ricevuta', il: day(1) },
      { passo: 'accettata', il: day(2) },
    ]);
    expect(passiOf(keyRing, { ...riga, stato: 'respinta' }, [])[1]).toEqual({ passo: 'respinta', il: day(2) });
  });

  it('of several flussi are told apart, and say of each whether it inserts or cancels', () => {
    const passi = passiOf(keyRing, riga, [
      fatto('pubblicato', 3, { flusso: 'C1', operazione: 'C', di: 2 }),
      fatto('pubblicato', 4, { flusso: 'I1', operazione: 'I', di: 2 }),
      fatto('ritirato', 5, { flusso: 'C1', di: 2 }),
      fatto('accolto', 6, { flusso: 'I1', di: 2, codice: 'OK' }),
    ]);
    expect(passi.slice(2)).toEqual([
      { passo: 'a_disposizione_di_inps', il: day(3), flusso: 'C1', operazione: 'C' },
      { passo: 'a_disposizione_di_inps', il: day(4), flusso: 'I1', operazione: 'I' },
      { passo: 'ritirata', il: day(5), flusso: 'C1', operazione: 'C' },
      { passo: 'accolta', il: day(6), flusso: 'I1', operazione: 'I', codice: 'OK' },
    ]);
  });

  it('stand in order of time: what INPS says after a correction comes after it', () => {
    const passi = passiOf(keyRing, { ...riga, stato: 'superata', variata_il: day(5), sostituita_da: 'altra' }, [
      fatto('pubblicato', 3, { flusso: 'A' }),
      fatto('accolto', 7, { flusso: 'A', codice: 'OK' }),
    ]);
    expect(passi.map(({ passo }) => passo)).toEqual([
      'ricevuta',
      'accettata',
      'a_disposizione_di_inps',
      'superata',
      'accolta',
    ]);
    expect(passi[3]).toEqual({ passo: 'superata', il: day(5), per_effetto_di: 'altra' });
  });

  it('of one that waited for its code say when it was held and let go, and not that it was accepted before', () => {
    const held = fatto('trattenuta', 2, { codice: 'senza_associazione' });
    const waiting = { ...riga, stato: 'in_attesa_di_codifica' as const };
    expect(passiOf(keyRing, waiting, [held]).slice(1)).toEqual([{ passo: 'trattenuta', il: day(2) }]);
    const gone = passiOf(keyRing, riga, [held, fatto('sbloccata', 4), fatto('pubblicato', 5, { flusso: 'A' })]);
    expect(gone.map(({ passo }) => passo)).toEqual(['ricevuta', 'trattenuta', 'sbloccata', 'a_disposizione_di_inps']);
    expect(gone[2]).toEqual({ passo: 'sbloccata', il: day(4) });
  });

  it('of one that repeats a riga let go before it say that it was accepted', () => {
    const before = [fatto('trattenuta', -3), fatto('sbloccata', -1)];
    expect(passiOf(keyRing, riga, before).map(({ passo }) => passo)).toContain('accettata');
    const after = [fatto('trattenuta', -3), fatto('sbloccata', 3)];
    expect(passiOf(keyRing, riga, after).map(({ passo }) => passo)).not.toContain('accettata');
  });

  it('do not show words of INPS that were moved from another riga', () => {
    const alien = { ...fatto('respinto', 3, { flusso: 'A', descrizione: 'parole' }), rigaId: 'altra' };
    expect(() => passiOf(keyRing, riga, [alien])).toThrow(DecryptionFailed);
  });
});

describe('what became of a riga, in short', () => {
  it('is nothing at first', () => {
    expect(seguitoOf(keyRing, [])).toEqual({
      motivo: null,
      motivo_descrizione: null,
      esito_inps: null,
      collegata: false,
    });
  });

  it.each(MOTIVI_NON_TRASMISSIBILE)('says in words why it does not go to INPS: %s', (motivo) => {
    const told =
      motivo === 'canale_dell_ente'
        ? fatto('lasciata_al_canale', 3)
        : fatto('non_trasmissibile', 3, { codice: motivo });
    expect(seguitoOf(keyRing, [told])).toMatchObject({ motivo, motivo_descrizione: MOTIVI_IN_PAROLE[motivo] });
  });

  it('says why it does not go even where what it corrects was taken back', () => {
    const told = [
      fatto('non_trasmissibile', 3, { codice: 'stp' }),
      fatto('pubblicato', 4, { flusso: 'C', operazione: 'C' }),
    ];
    expect(seguitoOf(keyRing, told)).toMatchObject({ motivo: 'stp', esito_inps: null });
  });

  it('is the refusal, whatever was accepted after it; of two refusals the last', () => {
    const told = [
      fatto('respinto', 3, { flusso: 'A', codice: 'PRIMO', descrizione: 'uno' }),
      fatto('respinto', 4, { flusso: 'B', codice: 'SECONDO', descrizione: 'due' }),
      fatto('accolto', 5, { flusso: 'C', codice: 'OK' }),
    ];
    expect(seguitoOf(keyRing, told).esito_inps).toEqual({
      flusso: 'B',
      accolto: false,
      codice: 'SECONDO',
      descrizione: 'due',
      il: day(4),
    });
  });

  it('is how the registry found the person, as it said last', () => {
    const told = [fatto('collegata', 3, { codice: 'nuova' }), fatto('collegata', 4, { codice: 'risolta' })];
    expect(seguitoOf(keyRing, told).collegata).toBe(true);
  });
});
