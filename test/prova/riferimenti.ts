import { readFileSync } from 'node:fs';
import { parseCsv } from '#libs/codici';
import type { Voce } from '#libs/riferimenti';
import type { TestDatabase } from '#libs/testing';

/** Enti of the tests: a comune, its neighbour that has given the ATS a delega, the ATS, and a gestore without any act. */
export const ENTI = {
  recanati: { id: 'e0000000-0000-5000-8000-000000000001', belfiore: 'H211', denominazione: 'Comune di Recanati' },
  loreto: { id: 'e0000000-0000-5000-8000-000000000002', belfiore: 'E690', denominazione: 'Comune di Loreto' },
  ats: { id: 'e0000000-0000-5000-8000-000000000003', belfiore: 'ATSPROVA', denominazione: 'ATS di prova' },
  altro: { id: 'e0000000-0000-5000-8000-000000000004', belfiore: 'A271', denominazione: 'Comune di Ancona' },
} as const;
export type NomeEnte = keyof typeof ENTI;

const SEMPRE = { dal: '1900-01-01', al: null } as const;
const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');

/** The region: whom enti join. No client acts for it here. */
const REGIONE = 'e0000000-0000-5000-8000-0000000000ff';

/** The reference content of the tests: national files, a handful of enti that have all joined, one client each, one delega. */
export function vociDiProva(): Voce[] {
  return [...enti(), regione(), ...clients(), ...adesioni(), delega(), nomenclatura(), ...territorio()];
}

function regione(): Voce {
  const contenuto = { ...SEMPRE, denominazione: 'Regione di prova', tipo: 'regione' as const, codici: [] };
  return { genere: 'ente', id: REGIONE, revisione: 1, contenuto };
}

function adesioni(): Voce[] {
  return Object.values(ENTI).map(({ id }) => adesione(id, REGIONE));
}

/** The act by which an ente joins, as if it always had. */
export function adesione(ente: string, regione: string): Voce {
  return {
    genere: 'delega',
    id: `adesione-${ente}`,
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      delegante: ente,
      delegato: regione,
      oggetto: 'adesione',
      tracciato: null,
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'deliberazione', numero: '1', data: '2020-01-01' },
    },
  };
}

function enti(): Voce[] {
  return Object.entries(ENTI).map(([nome, { id, belfiore, denominazione }]) => ({
    genere: 'ente' as const,
    id,
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      denominazione,
      tipo: nome === 'ats' ? ('unione' as const) : ('comune' as const),
      codici: [
        { ...SEMPRE, sistema: nome === 'ats' ? ('regionale' as const) : ('belfiore' as const), codice: belfiore },
      ],
    },
  }));
}

/** The client of an ente has its name as id. */
function clients(): Voce[] {
  return Object.entries(ENTI).map(([nome, { id }]) => ({
    genere: 'client' as const,
    id: `client-${nome}`,
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      clientId: nome,
      identita: 'pdnd' as const,
      ente: id,
      gestore: null,
      ruoli: nome === 'altro' ? ['titolare'] : ['titolare', 'tecnico'],
    },
  }));
}

function delega(): Voce {
  return {
    genere: 'delega',
    id: 'delega-loreto-ats',
    revisione: 1,
    contenuto: {
      ...SEMPRE,
      delegante: ENTI.loreto.id,
      delegato: ENTI.ats.id,
      oggetto: 'deposito',
      tracciato: 'PS_PSA_SINA',
      ambito: null,
      subdelegabile: false,
      derivaDa: null,
      atto: { tipo: 'convenzione', numero: '1', data: '2020-01-01' },
    },
  };
}

function nomenclatura(): Voce {
  const voci = parseCsv(file('siuss'), ['codice', 'denominazione'] as const).map(({ codice, denominazione }) => ({
    codice,
    padre: null,
    denominazione,
    attributi: {},
  }));
  return {
    genere: 'nomenclatura',
    id: 'SIUSS@prova#0',
    revisione: 1,
    contenuto: { ...SEMPRE, sistema: 'SIUSS', versione: 'prova', stato: 'pubblicata', parte: 0, parti: 1, voci },
  };
}

function territorio(): Voce[] {
  const comuni = parseCsv(file('comuni'), [
    'belfiore',
    'istat',
    'denominazione',
    'sigla_provincia',
    'provincia_istat',
    'regione_istat',
    'dal',
    'al',
  ] as const).map((row) => ({
    ...(row.belfiore === '' ? {} : { belfiore: row.belfiore }),
    istat: row.istat,
    denominazione: row.denominazione,
    siglaProvincia: row.sigla_provincia,
    provinciaIstat: row.provincia_istat,
    regioneIstat: row.regione_istat,
    dal: row.dal,
    al: row.al === '' ? null : row.al,
  }));
  const stati = parseCsv(file('stati'), ['denominazione', 'istat', 'belfiore', 'iso_numerico'] as const).map((row) => ({
    denominazione: row.denominazione,
    ...(row.istat === '' ? {} : { istat: row.istat }),
    ...(row.belfiore === '' ? {} : { belfiore: row.belfiore }),
    ...(row.iso_numerico === '' ? {} : { isoNumerico: row.iso_numerico }),
    ammessoCittadinanza: true,
    ammessoNascita: true,
    ammessoResidenza: true,
    al: null,
  }));
  const province = parseCsv(file('province'), ['istat', 'denominazione', 'sigla', 'regione_istat'] as const).map(
    ({ regione_istat: regioneIstat, ...row }) => ({ ...row, regioneIstat }),
  );
  const regioni = parseCsv(file('regioni'), ['istat', 'denominazione', 'agenzia_entrate'] as const).map(
    ({ agenzia_entrate: agenziaEntrate, ...row }) => ({ ...row, agenziaEntrate }),
  );
  // The rows are those of the files: as a message would bring them, without the brands that reading them gives.
  return Object.entries({ comuni, stati, province, regioni }).map(
    ([tabella, righe]) =>
      ({ genere: 'territorio', id: tabella, revisione: 1, contenuto: { tabella, righe } }) as unknown as Voce,
  );
}

/**
 * Puts the reference content where the messages of the nomenclatore would have put it.
 * @param schema of the app whose copy it is
 */
export async function fillRiferimenti(
  database: TestDatabase,
  schema = 'ingestion',
  voci: readonly Voce[] = vociDiProva(),
): Promise<void> {
  await database.admin(
    `INSERT INTO ${schema}.copia_voce (genere, id, revisione, contenuto, movimento)
     SELECT genere, id, revisione, contenuto, 1
     FROM jsonb_to_recordset($1::jsonb) AS v (genere text, id text, revisione int, contenuto jsonb)`,
    [JSON.stringify(voci)],
  );
  await database.admin(
    `INSERT INTO ${schema}.copia_stato (unica, movimento, completa_il) VALUES (true, 1, now())
     ON CONFLICT (unica) DO UPDATE SET movimento = 1, completa_il = now()`,
  );
}
