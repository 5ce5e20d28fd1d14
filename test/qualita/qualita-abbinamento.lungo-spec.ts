import { describe, expect, it } from '@jest/globals';
import { insiemi } from './insiemi.js';
import { misura } from './misura.js';

/** The figures of `npm run qualita:abbinamento`, held. */
describe('persons are linked as well as promised', () => {
  const misure = { semi: ['uno', 'due', 'tre', 'quattro'], registro: 20_000, domande: 5000 };
  const { SNODO_SHARED } = process.env;

  it.each(insiemi(SNODO_SHARED === '' ? undefined : SNODO_SHARED, misure))(
    '$nome',
    async (insieme) => {
      const esito = await misura(insieme, 'snodo');
      expect(esito).toMatchObject({ raggiunto: true });
      const semplice = await misura(insieme, 'fellegi_sunter');
      // Without vetoes families are joined: were it not so, the set would show nothing.
      if (!('f1' in insieme.traguardo))
        expect(semplice.falsiPer20000).toBeGreaterThan(10 * insieme.traguardo.falsiPer20000);
    },
    600_000,
  );
});
