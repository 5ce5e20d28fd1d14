import { readFileSync } from 'node:fs';
import { parseTerritorio } from '#libs/codici';
import type { CodiceEnte, TipoEnte, Voce } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { adesione, vociDiProva as vociNazionali } from '../../../../test/prova/riferimenti.js';

interface EnteDiProva {
  readonly id: string;
  readonly tipo: TipoEnte;
  readonly codici: readonly (readonly [CodiceEnte['sistema'], string])[];
  readonly ruoli: readonly Ruolo[];
  /** Has given the region a delega to host its WaaS: until when (`null`: until further notice). */
  readonly waas?: { readonly al: string | null };
}

const id = (n: number): string => `e0000000-0000-5000-8000-${String(n).padStart(12, '0')}`;

/** All have joined. Recanati, Loreto and the union have given the region their delega; that of Numana ended in 2025; Ancona gave none. */
export const ENTI = {
  recanati: { id: id(1), tipo: 'comune', codici: [['belfiore', 'H211']], ruoli: ['titolare'], waas: { al: null } },
  loreto: {
    id: id(2),
    tipo: 'comune',
    codici: [
      ['belfiore', 'E690'],
      ['inps', 'LO123'],
    ],
    ruoli: ['titolare', 'tecnico'],
    waas: { al: null },
  },
  ancona: { id: id(3), tipo: 'comune', codici: [['belfiore', 'A271']], ruoli: ['titolare'] },
  numana: {
    id: id(4),
    tipo: 'comune',
    codici: [['belfiore', 'F978']],
    ruoli: ['titolare'],
    waas: { al: '2025-12-31' },
  },
  unione: { id: id(5), tipo: 'unione', codici: [['regionale', 'UNIONE']], ruoli: ['capofila'], waas: { al: null } },
  gestore: { id: id(6), tipo: 'gestore_terzo_settore', codici: [], ruoli: ['gestore'] },
  software: { id: id(7), tipo: 'software_house', codici: [], ruoli: ['software_house'] },
  regione: { id: id(8), tipo: 'regione', codici: [['regionale', 'REGIONE']], ruoli: ['regione'] },
  inps: { id: id(9), tipo: 'inps', codici: [['regionale', 'INPS']], ruoli: ['inps'] },
} as const satisfies Record<string, EnteDiProva>;
export type NomeEnte = keyof typeof ENTI;

const SEMPRE = { dal: '1900-01-01', al: null } as const;
const NOMI = Object.keys(ENTI) as NomeEnte[];

/** The reference content of the tests; the client of an ente has its name as id. */
export function vociDiProva(): Voce[] {
  // Comuni that have ceased too, from the other tests; the regions with their two autonomous provinces, from the file itself.
  const comuni = vociNazionali().filter(({ genere, id: voce }) => genere === 'nomenclatura' || voce === 'comuni');
  return [...enti(), ...clients(), ...deleghe(), ...comuni, ...territorio()];
}

function enti(): Voce[] {
  return NOMI.map((nome) => {
    const { id: ente, tipo, codici }: EnteDiProva = ENTI[nome];
    const contenuto = {
      ...SEMPRE,
      denominazione: `Ente ${nome}`,
      tipo,
      codici: codici.map(([sistema, codice]) => ({ ...SEMPRE, sistema, codice })),
    };
    return { genere: 'ente' as const, id: ente, revisione: 1, contenuto };
  });
}

function clients(): Voce[] {
  return NOMI.map((nome) => {
    const { id: ente, ruoli }: EnteDiProva = ENTI[nome];
    const contenuto = { ...SEMPRE, clientId: nome, identita: 'pdnd' as const, ente, gestore: null, ruoli };
    return { genere: 'client' as const, id: `client-${nome}`, revisione: 1, contenuto };
  });
}

function deleghe(): Voce[] {
  return NOMI.flatMap((nome) => {
    const { id: ente, waas }: EnteDiProva = ENTI[nome];
    return [adesione(ente, ENTI.regione.id), ...(waas === undefined ? [] : [delegaWaas(nome, ente, waas.al)])];
  });
}

/** @param al last day on which it holds */
export function delegaWaas(sigla: string, delegante: string, al: string | null, revisione = 1): Voce {
  return {
    genere: 'delega',
    id: `waas-${sigla}`,
    revisione,
    contenuto: {
      dal: '2020-01-01',
      al,
      delegante,
      delegato: ENTI.regione.id,
      oggetto: 'waas',
      tracciato: null,
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'convenzione', numero: '1', data: '2020-01-01' },
    },
  };
}

const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');

function territorio(): Voce[] {
  const { province, regioni, stati } = parseTerritorio({
    comuni: file('comuni'),
    stati: file('stati'),
    province: file('province'),
    regioni: file('regioni'),
  });
  return (
    [
      { tabella: 'stati', righe: stati },
      { tabella: 'province', righe: province },
      { tabella: 'regioni', righe: regioni },
    ] as const
  ).map((contenuto) => ({ genere: 'territorio', id: contenuto.tabella, revisione: 1, contenuto }));
}
