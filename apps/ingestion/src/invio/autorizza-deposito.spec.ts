import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { Riferimenti, Vista, type Voce } from '#libs/riferimenti';
import { Caller } from '#libs/security';
import { SetClock } from '#libs/testing';
import { findTracciato } from '#libs/tracciati';
import type { IngestionSettings } from '../ingestion.config.js';
import { CatalogoTracciati } from '../tracciati/catalogo-tracciati.js';
import { AutorizzaDeposito } from './autorizza-deposito.js';

const SEMPRE = { dal: '2000-01-01', al: null } as const;
const COMUNE = 'e0000000-0000-5000-8000-000000000001';
const CAPOFILA = 'e0000000-0000-5000-8000-000000000002';
const ESTRANEO = 'e0000000-0000-5000-8000-000000000003';
const REGIONE = 'e0000000-0000-5000-8000-000000000004';

const ente = (id: string, tipo: 'comune' | 'regione' = 'comune'): Voce => ({
  genere: 'ente',
  id,
  revisione: 1,
  contenuto: {
    ...SEMPRE,
    denominazione: id,
    tipo,
    codici: [{ ...SEMPRE, sistema: 'regionale', codice: `E${id.at(-1)}` }],
  },
});
const atto = (id: string, oggetto: 'adesione' | 'deposito', delegato: string, al: string | null): Voce => ({
  genere: 'delega',
  id,
  revisione: 1,
  contenuto: {
    dal: '2024-01-01',
    al,
    delegante: COMUNE,
    delegato,
    oggetto,
    tracciato: oggetto === 'deposito' ? 'PS_PSA_SINA' : null,
    ambito: null,
    subdelegabile: false,
    derivaDa: null,
    atto: { tipo: 'deliberazione', numero: '12/2023', data: '2023-12-01' },
  },
});
const DEPOSITO = atto('d', 'deposito', CAPOFILA, null);

/** What becomes of a deposit for the comune at this instant: the error's code and what the sender reads. */
function refusal(mittente: string, now: string, ...atti: Voce[]): { code: string; detail: string } | undefined {
  const riferimenti = new Riferimenti();
  const enti = [ente(COMUNE), ente(CAPOFILA), ente(ESTRANEO), ente(REGIONE, 'regione')];
  riferimenti.replace(Vista.empty.with([...enti, ...atti]), true);
  const settings = { tracciatiAttivi: ['PS_PSA_SINA'] } as unknown as IngestionSettings;
  const autorizza = new AutorizzaDeposito(riferimenti, settings, new SetClock(new Date(now)), new CatalogoTracciati());
  const caller = new Caller({ clientId: 'c', subject: 'c', ente: mittente, ruoli: ['titolare'], identity: 'pdnd' });
  try {
    autorizza.authorise(caller, 'PS_PSA_SINA', COMUNE);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, detail: error.detail };
  }
}

describe('a deposit for an ente', () => {
  const untilDecember = atto('a', 'adesione', REGIONE, '2025-12-31');

  it('is taken until the last midnight of its adesione, in Rome, and refused from then on with the act', () => {
    expect(refusal(COMUNE, '2025-12-31T22:59:59Z', untilDecember)).toBeUndefined();
    const refused = refusal(COMUNE, '2025-12-31T23:00:00Z', untilDecember);
    expect(refused?.code).toBe('adesione_non_in_vigore');
    expect(refused?.detail).toMatch(/deliberazione 12\/2023.*dal 2024-01-01 al 2025-12-31/);
  });

  it('that has not joined is refused, to itself and to its capofila, and both read why', () => {
    expect(refusal(COMUNE, '2025-06-01T09:00:00Z', DEPOSITO)?.code).toBe('nessuna_adesione');
    expect(refusal(CAPOFILA, '2025-06-01T09:00:00Z', DEPOSITO)?.code).toBe('nessuna_adesione');
    expect(refusal(CAPOFILA, '2026-01-01T09:00:00Z', DEPOSITO, untilDecember)?.code).toBe('adesione_non_in_vigore');
  });

  it('that has joined again is taken', () => {
    const again: Voce = { ...untilDecember, id: 'a2' };
    const since = { ...again.contenuto, dal: '2026-02-01', al: null } as never;
    const atti = [untilDecember, { ...again, contenuto: since }];
    expect(refusal(COMUNE, '2026-01-31T09:00:00Z', ...atti)?.code).toBe('adesione_non_in_vigore');
    expect(refusal(COMUNE, '2026-02-01T09:00:00Z', ...atti)).toBeUndefined();
  });

  it('of which the sender has no delega says nothing of who has joined', () => {
    const joined = refusal(ESTRANEO, '2025-06-01T09:00:00Z', untilDecember);
    const not = refusal(ESTRANEO, '2025-06-01T09:00:00Z');
    const ended = refusal(CAPOFILA, '2025-06-01T09:00:00Z', atto('d', 'deposito', CAPOFILA, '2024-12-31'));
    expect(joined?.code).toBe('ente_non_consentito');
    expect(not).toEqual(joined);
    expect(ended).toEqual(joined);
  });
});

describe('of a tracciato with two versions', () => {
  const { esempio, ...base } = findTracciato('PS_PSA_SINA')!;
  const versione = (nome: string, dal: string, al: string | null) => ({ ...base, esempio, versione: nome, validita: { dal, al } });
  const tracciati = [versione('201812', '2018-12-01', '2027-06-30'), versione('202701', '2027-01-01', null)];
  const settings = { tracciatiAttivi: ['PS_PSA_SINA'] } as unknown as IngestionSettings;
  const on = (day: string) =>
    new AutorizzaDeposito(new Riferimenti(), settings, new SetClock(new Date(`${day}T12:00:00Z`)), { tracciati });

  it('a deposit that names none is under the newest in force that day', () => {
    expect(on('2026-12-31').tracciato('PS_PSA_SINA').versione).toBe('201812');
    expect(on('2027-01-01').tracciato('PS_PSA_SINA').versione).toBe('202701');
  });

  it('both are taken while both are in force', () => {
    expect(on('2027-03-01').tracciato('PS_PSA_SINA@201812').versione).toBe('201812');
    expect(on('2027-03-01').tracciato('PS_PSA_SINA@202701').versione).toBe('202701');
  });

  it.each([
    ['2026-12-31', '202701', 'La versione 202701 di PS_PSA_SINA vale dal 2027-01-01. Oggi si deposita con PS_PSA_SINA@201812.', { dal: '2027-01-01', al: null, in_vigore: ['PS_PSA_SINA@201812'] }],
    ['2027-07-01', '201812', 'La versione 201812 di PS_PSA_SINA vale dal 2018-12-01 al 2027-06-30. Oggi si deposita con PS_PSA_SINA@202701.', { dal: '2018-12-01', al: '2027-06-30', in_vigore: ['PS_PSA_SINA@202701'] }],
  ])('on %s one under %s is refused with its days and what to use', (day, nome, detail, extra) => {
    const error = thrownBy(() => on(day).tracciato(`PS_PSA_SINA@${nome}`));
    expect(error).toMatchObject({ code: 'tracciato_non_in_vigore', detail, extra, row: { status: 409 } });
    expect(on(day).tracciatoPubblicato(`PS_PSA_SINA@${nome}`).versione).toBe(nome);
  }); // prettier-ignore

  it('one under a version that nobody published is of no known tracciato', () => {
    expect(thrownBy(() => on('2027-01-01').tracciato('PS_PSA_SINA@209901'))).toMatchObject({ code: 'tracciato_sconosciuto' });
  });
}); // prettier-ignore

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
