import { readFileSync } from 'node:fs';
import { legalDay, parseTerritorio } from '#libs/codici';
import type { TipoEnte, Voce } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';

/** Two ambiti: north of Recanati, Loreto and Porto Recanati; south of Ancona alone. Loreto moves south on 1 January 2027. */
export const ENTI = {
  recanati: { id: 'e0000000-0000-5000-8000-000000000001', tipo: 'comune', belfiore: 'H211', istat: '043044' },
  loreto: { id: 'e0000000-0000-5000-8000-000000000002', tipo: 'comune', belfiore: 'E690', istat: '042022' },
  portoRecanati: { id: 'e0000000-0000-5000-8000-000000000003', tipo: 'comune', belfiore: 'G919', istat: '043042' },
  ancona: { id: 'e0000000-0000-5000-8000-000000000004', tipo: 'comune', belfiore: 'A271', istat: '042002' },
  capofila: { id: 'e0000000-0000-5000-8000-000000000005', tipo: 'unione' },
  gestore: { id: 'e0000000-0000-5000-8000-000000000006', tipo: 'gestore_terzo_settore' },
  software: { id: 'e0000000-0000-5000-8000-000000000007', tipo: 'software_house' },
  regione: { id: 'e0000000-0000-5000-8000-000000000008', tipo: 'regione' },
  inps: { id: 'e0000000-0000-5000-8000-000000000009', tipo: 'inps' },
} as const satisfies Record<string, { id: string; tipo: TipoEnte; belfiore?: string; istat?: string }>;
export type NomeEnte = keyof typeof ENTI;

const SEMPRE = { dal: '1900-01-01', al: null } as const;

const RUOLI: Readonly<Record<NomeEnte, readonly Ruolo[]>> = {
  recanati: ['titolare'],
  loreto: ['titolare'],
  portoRecanati: ['titolare'],
  ancona: ['titolare'],
  capofila: ['capofila'],
  gestore: ['gestore'],
  software: ['software_house'],
  regione: ['regione'],
  inps: ['inps'],
};

/** Further clients of some enti: a colleague, the privacy officer, who keeps the hub running. */
const ALTRI_CLIENT: Readonly<Record<string, { readonly ente: NomeEnte; readonly ruoli: readonly Ruolo[] }>> = {
  'recanati-collega': { ente: 'recanati', ruoli: ['titolare'] },
  'recanati-dpo': { ente: 'recanati', ruoli: ['dpo'] },
  steward: { ente: 'regione', ruoli: ['steward'] },
  'recanati-steward': { ente: 'recanati', ruoli: ['steward'] },
  'recanati-steward-2': { ente: 'recanati', ruoli: ['steward'] },
  'ancona-dpo': { ente: 'ancona', ruoli: ['dpo'] },
  tecnico: { ente: 'regione', ruoli: ['tecnico'] },
};

/** The reference content of the tests; the client of an ente has its name as id. */
export function vociDiProva(): Voce[] {
  return [...enti(), ...clients(), ...deleghe(), ...popolazione(), ...ambiti(), ...territorio()];
}

function enti(): Voce[] {
  return (Object.keys(ENTI) as NomeEnte[]).map((nome) => {
    const ente: { id: string; tipo: TipoEnte; belfiore?: string; istat?: string } = ENTI[nome];
    const codici = (['belfiore', 'istat'] as const).flatMap((sistema) => {
      const codice = ente[sistema];
      return codice === undefined ? [] : [{ ...SEMPRE, sistema, codice }];
    });
    return {
      genere: 'ente' as const,
      id: ente.id,
      revisione: 1,
      contenuto: { ...SEMPRE, denominazione: `Ente ${nome}`, tipo: ente.tipo, codici },
    };
  });
}

function clients(): Voce[] {
  const own = (Object.keys(ENTI) as NomeEnte[]).map((nome) => [nome, { ente: nome, ruoli: RUOLI[nome] }] as const);
  return [...own, ...Object.entries(ALTRI_CLIENT)].map(([clientId, { ente, ruoli }]) => ({
    genere: 'client' as const,
    id: `client-${clientId}`,
    revisione: 1,
    contenuto: { ...SEMPRE, clientId, identita: 'pdnd' as const, ente: ENTI[ente].id, gestore: null, ruoli },
  }));
}

/** Loreto lets Recanati consult what it does, until the end of 2026, and names it the steward of its persons; Ancona names the region. */
function deleghe(): Voce[] {
  return [
    stewardship('loreto', 'recanati'),
    stewardship('ancona', 'regione'),
    {
      genere: 'delega',
      id: 'd0000000-0000-5000-8000-000000000001',
      revisione: 1,
      contenuto: {
        delegante: ENTI.loreto.id,
        delegato: ENTI.recanati.id,
        oggetto: 'consultazione',
        tracciato: null,
        ambito: null,
        subdelegabile: false,
        derivaDa: null,
        atto: { tipo: 'convenzione', numero: '7', data: '2025-12-01' },
        dal: '2026-01-01',
        al: '2026-12-31',
      },
    },
  ];
}

function ambiti(): Voce[] {
  const periodo = (nome: NomeEnte, dal = '1900-01-01', al: string | null = null) => ({ ente: ENTI[nome].id, dal, al });
  return [
    {
      genere: 'ambito',
      id: 'a0000000-0000-5000-8000-000000000001',
      revisione: 1,
      contenuto: {
        ...SEMPRE,
        codice: 'NORD',
        denominazione: 'Ambito nord',
        tipo: 'ats',
        appartenenze: [periodo('recanati'), periodo('loreto', '1900-01-01', '2026-12-31'), periodo('portoRecanati')],
        capofila: [periodo('capofila')],
      },
    },
    {
      genere: 'ambito',
      id: 'a0000000-0000-5000-8000-000000000002',
      revisione: 1,
      contenuto: {
        ...SEMPRE,
        codice: 'SUD',
        denominazione: 'Ambito sud',
        tipo: 'ats',
        appartenenze: [periodo('ancona'), periodo('loreto', '2027-01-01')],
        capofila: [periodo('ancona')],
      },
    },
  ];
}

function stewardship(delegante: NomeEnte, delegato: NomeEnte): Voce {
  return {
    genere: 'delega',
    id: `stewardship-${delegante}`,
    revisione: 1,
    contenuto: {
      delegante: ENTI[delegante].id,
      delegato: ENTI[delegato].id,
      oggetto: 'stewardship',
      tracciato: null,
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'deliberazione', numero: '9', data: '2025-12-01' },
      dal: '2026-01-01',
      al: '2026-12-31',
    },
  };
}

/** Porto Recanati has given the region its whole population; the others have not. */
function popolazione(): Voce[] {
  return (['adesione', 'popolazione'] as const).map((oggetto) => ({
    genere: 'delega' as const,
    id: `delega-${oggetto}`,
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      delegante: ENTI.portoRecanati.id,
      delegato: ENTI.regione.id,
      oggetto,
      tracciato: null,
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'deliberazione', numero: '1/2020', data: '2020-01-01' },
    },
  }));
}

function territorio(): Voce[] {
  const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
  const nazionale = parseTerritorio({
    comuni: file('comuni'),
    stati: file('stati'),
    province: file('province'),
    regioni: file('regioni'),
  });
  const { province, regioni, stati } = nazionale;
  const comuni = nazionale.comuniInVigore(legalDay('2026-01-01'));
  return (
    [
      { tabella: 'comuni', righe: comuni },
      { tabella: 'stati', righe: stati },
      { tabella: 'province', righe: province },
      { tabella: 'regioni', righe: regioni },
    ] as const
  ).map((contenuto) => ({ genere: 'territorio', id: contenuto.tabella, revisione: 1, contenuto }));
}
