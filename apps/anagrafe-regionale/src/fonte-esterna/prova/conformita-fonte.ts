import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { legalDay } from '#libs/codici';
import type { DettoDaFonte, FontePersone, RispostaFonte } from '../fonte-persone.js';
import type { SimulatoriDiProva } from './simulatori-di-prova.js';
import { ANZIANA, MORTA, SCONOSCIUTO, SOGGETTI } from './soggetti-di-prova.js';

/** An adapter with the simulator of its registry. */
export interface Palco {
  readonly simulatori: () => SimulatoriDiProva;
  /** Path of the simulator. */
  readonly registro: string;
  readonly fonte: () => FontePersone;
}

const SANA = { spenta: false, soglia: -1, lenta: 0, malformata: false, senza_data: false };

/** What every registry behind the port must do, whatever it speaks. */
export function conformita({ simulatori, registro, fonte }: Palco): void {
  let operazione = 0;
  const ask = (codiceFiscale: string, settings: { utente?: string } = {}): Promise<RispostaFonte> =>
    fonte().ask({
      idOperazione: `${Date.now()}${String((operazione += 1)).padStart(4, '0')}`,
      codiceFiscale,
      giorno: legalDay('2026-03-10'),
      motivo: 'prova',
      utente: settings.utente ?? 'snodo-prova',
    });
  const found = async (codiceFiscale: string): Promise<DettoDaFonte> => {
    const risposta = await ask(codiceFiscale);
    if (risposta.esito !== 'trovata') throw new Error(JSON.stringify(risposta));
    return risposta.detto;
  };

  beforeAll(() => simulatori().put(`${registro}/soggetti`, { soggetti: SOGGETTI }));
  beforeEach(() => simulatori().put(`${registro}/guasti`, SANA));

  describe(`the registry ${registro} behind the port`, () => {
    it('says who a person is, where it lives and that it lives', async () => {
      const { dati } = await found(ANZIANA.codice_fiscale);
      expect(dati).toMatchObject({
        cognome: ANZIANA.cognome,
        nome: ANZIANA.nome,
        dataNascita: ANZIANA.data_nascita,
        annoNascita: 1940,
        sesso: 'F',
        comuneResidenza: ANZIANA.residenza!.luogo,
        vita: 'in_vita',
      });
      expect(dati.codici[0]).toEqual({
        sistema: 'codice_fiscale',
        codice: ANZIANA.codice_fiscale,
        stato: 'validato',
      });
    });

    it('knows the same person under the same name again', async () => {
      expect((await found(ANZIANA.codice_fiscale)).soggetto).toBe((await found(ANZIANA.codice_fiscale)).soggetto);
    });

    it('says that a person died, also without a day', async () => {
      expect((await found(MORTA.codice_fiscale)).dati).toMatchObject({ vita: 'deceduta', dataDecesso: '2025-11-02' });
      await simulatori().put(`${registro}/guasti`, { senza_data: true });
      const { dati } = await found(MORTA.codice_fiscale);
      expect(dati.vita).toBe('deceduta');
      expect(dati.dataDecesso).toBeUndefined();
    });

    it('does not know somebody', async () => {
      expect(await ask(SCONOSCIUTO)).toEqual({ esito: 'sconosciuta' });
    });

    it('has no more questions for today', async () => {
      await simulatori().put(`${registro}/guasti`, { soglia: 0 });
      expect(await ask(ANZIANA.codice_fiscale)).toEqual({ esito: 'soglia_raggiunta', attesa: 3_600_000 });
    });

    it('does not work, and the question can be asked again', async () => {
      await simulatori().put(`${registro}/guasti`, { spenta: true });
      expect(await ask(ANZIANA.codice_fiscale)).toMatchObject({ esito: 'non_disponibile', causa: '503' });
      await simulatori().put(`${registro}/guasti`, SANA);
      expect(await ask(ANZIANA.codice_fiscale)).toMatchObject({ esito: 'trovata' });
    });

    it('answers something that cannot be read', async () => {
      await simulatori().put(`${registro}/guasti`, { malformata: true });
      expect(await ask(ANZIANA.codice_fiscale)).toMatchObject({ esito: 'malformata' });
    });

    it('hears who asks', async () => {
      await ask(ANZIANA.codice_fiscale, { utente: 'operatore-7' });
      expect((await simulatori().richieste(registro)).at(-1)).toMatchObject({ utente: 'operatore-7' });
    });
  });
}
