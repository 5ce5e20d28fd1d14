import type { TipoEnte, Voce } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { adesione, vociDiProva } from './riferimenti.js';

interface EnteDiStoria {
  readonly id: string;
  readonly tipo: TipoEnte;
  readonly codice: string;
  readonly istat?: string;
  readonly ruoli: readonly Ruolo[];
}
type Comune = EnteDiStoria & { readonly istat: string };

const id = (at: number): string => `e1000000-0000-5000-8000-${String(at).padStart(12, '0')}`;
const comune = (at: number, codice: string, istat: string, capofila = false): Comune => ({
  id: id(at),
  tipo: 'comune',
  codice,
  istat,
  ruoli: capofila ? ['titolare', 'capofila'] : ['titolare'],
});

/** Enti of three ATS of Marche, as they are, and who is about: the client of each has its name as id. */
export const ENTI = {
  jesi: comune(1, 'E388', '042021', true),
  staffolo: comune(2, 'I932', '042049'),
  castelbellino: comune(3, 'C060', '042008'),
  osimo: comune(4, 'G157', '042034', true),
  loreto: comune(5, 'E690', '042022'),
  fabriano: comune(6, 'D451', '042017', true),
  cooperativa: { id: id(7), tipo: 'gestore_terzo_settore', codice: 'COOP', ruoli: ['gestore'] },
  software: { id: id(8), tipo: 'software_house', codice: 'SW', ruoli: ['software_house'] },
  sanitaria: { id: id(9), tipo: 'azienda_sanitaria', codice: 'AST2', ruoli: ['sanitaria'] },
  inps: { id: id(10), tipo: 'inps', codice: 'INPS', ruoli: ['inps'] },
  regione: { id: id(11), tipo: 'regione', codice: 'REGIONE', ruoli: ['regione'] },
} as const satisfies Record<string, EnteDiStoria>;
export type NomeEnte = keyof typeof ENTI;
/** Comuni that have a registry office. */
export type NomeComune = 'jesi' | 'staffolo' | 'castelbellino' | 'osimo' | 'loreto' | 'fabriano';

/** Offices of some enti that are not theirs who serve persons. */
const UFFICI: readonly (readonly [clientId: string, ente: NomeEnte, ruolo: Ruolo])[] = [
  ['staffolo-dpo', 'staffolo', 'dpo'],
  ['loreto-dpo', 'loreto', 'dpo'],
  ['steward', 'regione', 'steward'],
  ['tecnico', 'regione', 'tecnico'],
];

const AMBITI: readonly (readonly [codice: string, capofila: NomeEnte, membri: readonly NomeEnte[]])[] = [
  ['ATS09', 'jesi', ['jesi', 'staffolo', 'castelbellino']],
  ['ATS13', 'osimo', ['osimo', 'loreto']],
  ['ATS10', 'fabriano', ['fabriano']],
];

const SEMPRE = { dal: '1900-01-01', al: null } as const;

/** Everything a service must know of the region to work: who is there, in which ambito, national codes. */
export function vociDelleMarche(): Voce[] {
  const nazionali = vociDiProva().filter(({ genere }) => genere === 'nomenclatura' || genere === 'territorio');
  const adesioni = Object.values(ENTI).map((ente) => adesione(ente.id, ENTI.regione.id));
  return [...nazionali, ...adesioni, ...enti(), ...clients(), ...ambiti()];
}

/** The act by which a comune gives the region its whole registry. */
export function popolazioneDi(nome: NomeComune): Voce {
  const voce = adesione(ENTI[nome].id, ENTI.regione.id);
  return { ...voce, id: `popolazione-${nome}`, contenuto: { ...voce.contenuto, oggetto: 'popolazione' } } as Voce;
}

function enti(): Voce[] {
  return (Object.entries(ENTI) as [NomeEnte, EnteDiStoria][]).map(([nome, { id: ente, tipo, codice, istat }]) => {
    const sistema = tipo === 'comune' ? ('belfiore' as const) : ('regionale' as const);
    const codici = [
      { ...SEMPRE, sistema, codice },
      ...(istat === undefined ? [] : [{ ...SEMPRE, sistema: 'istat' as const, codice: istat }]),
    ];
    return {
      genere: 'ente',
      id: ente,
      revisione: 1,
      contenuto: { ...SEMPRE, denominazione: `Ente ${nome}`, tipo, codici },
    };
  });
}

function clients(): Voce[] {
  const own = (Object.entries(ENTI) as [NomeEnte, EnteDiStoria][]).map(
    ([nome, { ruoli }]) => [nome as string, nome, ruoli] as const,
  );
  const others = UFFICI.map(([clientId, ente, ruolo]) => [clientId, ente, [ruolo]] as const);
  return [...own, ...others].map(([clientId, ente, ruoli]) => ({
    genere: 'client',
    id: `client-${clientId}`,
    revisione: 1,
    contenuto: { ...SEMPRE, clientId, identita: 'pdnd', ente: ENTI[ente].id, gestore: null, ruoli },
  }));
}

function ambiti(): Voce[] {
  const periodo = (nome: NomeEnte) => ({ ...SEMPRE, ente: ENTI[nome].id });
  return AMBITI.map(([codice, capofila, membri], at) => ({
    genere: 'ambito',
    id: `a1000000-0000-5000-8000-00000000000${at + 1}`,
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      codice,
      denominazione: codice,
      tipo: 'ats',
      appartenenze: membri.map(periodo),
      capofila: [periodo(capofila)],
    },
  }));
}
