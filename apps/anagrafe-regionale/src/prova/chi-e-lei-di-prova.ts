import { type Finalita } from '../visibilita/finalita.js';
import type { CasoPersona, LegamiPersona, Riesame, SedePersona } from '../visibilita/legami-persona.js';
import type { Domanda } from '../visibilita/regole.js';
import type { Richiedente } from '../visibilita/richiedente.js';

/** Two ambiti: A of the comuni A1 and A2, led by an ente that is no comune; B of B1. */
export const NESSUNO: Richiedente = {
  ente: 'nessuno',
  soggetto: 'operatrice',
  ruoli: [],
  entiPropri: [],
  comuniPropri: [],
  comuniAmbito: [],
  entiAmbito: [],
  ambiti: [],
  comuniGuidati: [],
  entiGuidati: [],
  ambitiGuidati: [],
};
const ambitoA = { comuniAmbito: ['A1', 'A2'], entiAmbito: ['a1', 'a2'], ambiti: ['A'] };
const comune = (ente: string, rest: Partial<Richiedente>): Richiedente => ({
  ...NESSUNO,
  ente,
  ruoli: ['titolare'],
  entiPropri: [ente, `past-of-${ente}`],
  comuniPropri: [ente.toUpperCase()],
  ...rest,
});
const ufficio = (ente: string, ruolo: Richiedente['ruoli'][number]): Richiedente => ({
  ...NESSUNO,
  ente,
  ruoli: [ruolo],
  entiPropri: [ente],
});
export const CHI = {
  a1: comune('a1', ambitoA),
  a2: comune('a2', ambitoA),
  capo: {
    ...NESSUNO,
    ...ambitoA,
    ente: 'capo',
    ruoli: ['capofila'],
    entiPropri: ['capo'],
    comuniGuidati: ['A1', 'A2'],
    entiGuidati: ['a1', 'a2'],
    ambitiGuidati: ['A'],
  },
  b1: comune('b1', { comuniAmbito: ['B1'], entiAmbito: ['b1'], ambiti: ['B'] }),
  asl: ufficio('asl', 'sanitaria'),
  steward: { ...ufficio('steward', 'steward'), affidati: { ovunque: false, enti: ['a1'], comuni: ['A1', 'B1'] } },
  regionale: { ...ufficio('regione', 'steward'), affidati: { ovunque: true, enti: [], comuni: [] } },
  regione: ufficio('regione', 'regione'),
  inps: ufficio('inps', 'inps'),
  gestore: ufficio('gestore', 'gestore'),
  dpo: ufficio('dpo', 'dpo'),
} as const satisfies Record<string, Richiedente>;
export type NomeChi = keyof typeof CHI;

export const OGGI = '2026-03-10';
export const LEI: LegamiPersona = {
  comune: null,
  erogatori: [],
  assistitaDa: [],
  casi: [],
  protettaDa: null,
  urgenze: [],
  vita: 'in_vita',
  dataDecesso: null,
  riesami: [],
};
export const caso = (fields: Partial<CasoPersona>): CasoPersona => ({
  id: 'caso',
  ente: 'a1',
  ambito: null,
  dal: '2026-01-01',
  finoAl: null,
  ...fields,
});
export const sede = (fields: Partial<SedePersona>): SedePersona => ({
  comune: null,
  enti: [],
  nascosta: false,
  ...fields,
});
/** Opened by the steward, and by the one of the region, until a moment from now. */
export const riesame = (fields: Partial<Riesame>): Riesame[] =>
  ['steward', 'regione'].map((ente) => ({
    ente,
    soggetto: 'operatrice',
    finoA: '2026-03-10T09:00:00.001Z',
    sedi: [sede({ comune: 'B1' }), sede({ comune: 'A1' })],
    ...fields,
  }));
export const domanda = (finalita: Finalita, rest: Partial<Domanda> = {}): Domanda => ({
  finalita,
  oggi: OGGI,
  adesso: new Date('2026-03-10T09:00:00Z'),
  ...rest,
});
