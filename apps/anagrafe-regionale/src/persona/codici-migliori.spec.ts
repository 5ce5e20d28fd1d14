import { describe, expect, it } from '@jest/globals';
import { codice, schedaDi } from '../prova/schede-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { codiceCorrente, codiciMigliori } from './codici-migliori.js';

const CF = 'RSSMRK66C14H501U';
const NUOVO = tizio({ nome: 'MIRCO' }).codice;
const STP = 'STP1100010000017';
const PROVVISORIO = '12345678903';
const chi = tizio();
const detta = (
  record: string,
  codici: readonly ReturnType<typeof codice>[],
  altro: Parameters<typeof schedaDi>[2] = {},
) => schedaDi(chi, record, { ...altro, dati: { codici } });
const corrente = (...schede: ReturnType<typeof schedaDi>[]) => codiceCorrente(codiciMigliori(schede, null).codici);

describe('the code a person goes by', () => {
  it('is the codice fiscale, whatever it was given before, even if that was heard later', () => {
    const bambino = detta('a', [codice('stp', STP)], { accettataIl: '2026-05-01T08:00:00.000Z' });
    const sanitaria = detta('b', [codice('codice_fiscale', CF), codice('stp', STP, 'cessato')], { fonte: 'sanitaria' });
    expect(corrente(bambino)).toBe(STP);
    expect(corrente(bambino, sanitaria)).toBe(CF);
    expect(
      corrente(
        detta('a', [codice('codice_fiscale_provvisorio', PROVVISORIO)]),
        detta('b', [codice('codice_fiscale', CF)]),
      ),
    ).toBe(CF);
  });

  it('is a validated one before one that is not, from whomever', () => {
    const validato = detta('a', [codice('codice_fiscale', CF, 'validato')], { fonte: 'inps' });
    const altro = detta('b', [codice('codice_fiscale', NUOVO)], { fonte: 'anpr' });
    expect(corrente(validato, altro)).toBe(CF);
  });

  it('is the new one of two where the source that says so is as strong, and stays among the others as ceased', () => {
    const vecchia = detta('a', [codice('codice_fiscale', CF)], { accettataIl: '2026-05-01T08:00:00.000Z' });
    const nuova = detta('b', [codice('codice_fiscale', NUOVO), codice('codice_fiscale', CF, 'cessato')]);
    expect(codiciMigliori([vecchia, nuova], null).codici).toEqual([
      codice('codice_fiscale', NUOVO),
      codice('codice_fiscale', CF, 'cessato'),
    ]);
  });

  it('is that of the strongest source, then of the most recent', () => {
    const sociale = detta('a', [codice('codice_fiscale', CF)], { accettataIl: '2026-05-01T08:00:00.000Z' });
    expect(corrente(sociale, detta('b', [codice('codice_fiscale', NUOVO)], { fonte: 'sanitaria' }))).toBe(NUOVO);
    expect(corrente(sociale, detta('b', [codice('codice_fiscale', NUOVO)]))).toBe(CF);
  });

  it('is none where there are only ids of registries, or codes that ceased', () => {
    expect(corrente(detta('a', [codice('id_anpr', 'AF41450AS'), codice('stp', STP, 'cessato')]))).toBeUndefined();
    expect(corrente(detta('a', []))).toBeUndefined();
  });
});
