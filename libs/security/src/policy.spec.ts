import { describe, expect, it } from '@jest/globals';
import { RUOLI } from './caller.js';
import { type Azione, POLICY, isPermitted } from './policy.js';

/** The table of design §7, written the other way round: per role, all it may do. */
const EXPECTED: Record<(typeof RUOLI)[number], Azione[]> = {
  titolare: [
    'deposita',
    'consulta_invii',
    'consulta_esiti',
    'consulta_persone',
    'aggiorna_persone',
    'verifica_presa_in_carico',
    'gestisce_prese_in_carico',
    'protegge',
    'accede_con_urgenza',
    'estrae_interessato',
    'sottoscrive',
    'consulta_accessi',
    'conferma_forniture',
    'consulta_aggregati',
    'consulta_registri',
    'propone_associazioni',
    'sceglie_modalita_inps',
  ],
  capofila: [
    'deposita',
    'consulta_invii',
    'consulta_esiti',
    'consulta_persone',
    'aggiorna_persone',
    'verifica_presa_in_carico',
    'gestisce_prese_in_carico',
    'protegge',
    'accede_con_urgenza',
    'sottoscrive',
    'consulta_accessi',
    'consulta_aggregati',
    'consulta_registri',
    'propone_associazioni',
    'sceglie_modalita_inps',
  ],
  gestore: ['deposita', 'consulta_invii', 'consulta_esiti', 'consulta_aggregati', 'consulta_registri'],
  software_house: ['consulta_esiti'],
  regione: ['consulta_aggregati', 'gestisce_riferimenti'],
  inps: ['preleva_flussi'],
  sanitaria: ['consulta_persone', 'verifica_presa_in_carico', 'sottoscrive'],
  steward: ['conferma_forniture', 'riesamina_duplicati'],
  dpo: ['estrae_interessato', 'consulta_accessi'],
  tecnico: ['amministra'],
};

describe('POLICY', () => {
  it.each(RUOLI)('lets a %s do exactly what the design says', (ruolo) => {
    const azioni = Object.keys(POLICY) as Azione[];
    expect(azioni.filter((azione) => isPermitted([ruolo], [azione]))).toEqual(
      azioni.filter((azione) => EXPECTED[ruolo].includes(azione)),
    );
  });

  it('lets nobody do nothing, and one role of several is enough', () => {
    expect(isPermitted([], ['deposita'])).toBe(false);
    expect(isPermitted(['titolare'], [])).toBe(false);
    expect(isPermitted(['inps', 'tecnico'], ['deposita', 'amministra'])).toBe(true);
  });
});
