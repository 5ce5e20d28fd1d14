import { OPEN_END } from '#libs/codici';
import type { PacchettoRegione, RigaRegione } from '../../pacchetto/pacchetto-regione.js';
import type { Posto } from '../../pacchetto/tabella.js';
import type { Stato } from '../applica-variazione.js';
import type { VariazioneDetta } from '../detta.js';
import type { RigaComune, RigaProvincia } from '../registrazioni.js';

const posto: Posto = { file: 'prova', riga: 1 };
const note = { fonte: 'prova', affidabilita: 'fonte', posto } as const;
const always = { dal: '1861-03-17', al: null, ...note };

const PROVINCE = [
  ['041', 'PESARO E URBINO', 'PU', '11'],
  ['042', 'ANCONA', 'AN', '11'],
  ['099', 'RIMINI', 'RN', '08'],
] as const;

/** Six comuni of a region, in two ambiti and two provinces, and one beyond its border. */
export const COMUNI = [
  ['A001', '041001', 'ALFA', 'ATS01'],
  ['B001', '041002', 'BETA', 'ATS01'],
  ['C001', '041003', 'GAMMA', 'ATS01'],
  ['D001', '042001', 'DELTA', 'ATS02'],
  ['E001', '042002', 'EPSILON', 'ATS02'],
  ['F001', '042003', 'ZETA', undefined],
  ['R001', '099001', 'RO', undefined],
] as const;

function provinciaOf(istat: string): RigaProvincia {
  const [codice, denominazione, sigla, regione] = PROVINCE.find(([uno]) => istat.startsWith(uno))!;
  return { istat: codice, denominazione, sigla, regione_istat: regione, ...note };
}

function comuneOf([belfiore, istat, denominazione]: readonly [string, string, string, ...unknown[]]): RigaComune {
  const { istat: provincia_istat, sigla: sigla_provincia, regione_istat } = provinciaOf(istat);
  const where = { sigla_provincia, provincia_istat, regione_istat };
  return { belfiore, istat, denominazione, altra_denominazione: null, ...where, ...always, al: OPEN_END };
}

/** An act of the region's comuni as their file has it. */
export function attoDiProva(
  delega: string,
  delegante: string,
  delegato: string,
  other: Partial<RigaRegione<'deleghe'>> = {},
): RigaRegione<'deleghe'> {
  return {
    delega,
    delegante: `belfiore:${delegante}`,
    delegato: delegato === 'REGIONE' ? 'regionale:REGIONE' : `belfiore:${delegato}`,
    oggetto: 'deposito',
    tracciato: 'PS_PSA_SINA',
    ambito: null,
    subdelegabile: false,
    deriva_da: null,
    atto_tipo: 'convenzione',
    atto_numero: delega,
    atto_data: '2023-12-01',
    dal: '2024-01-01',
    al: null,
    ...note,
    ...other,
  };
}

/** The world in which changes are tried: `A001` heads the first ambito, `D001` the second. */
export function mondoDiProva(deleghe: readonly RigaRegione<'deleghe'>[] = []): Stato {
  const ours = COMUNI.filter(([, istat]) => provinciaOf(istat).regione_istat === '11');
  const regione: PacchettoRegione = {
    regione: [{ codice_istat: '11', denominazione: 'Prova', ...note }],
    enti: [
      { ente: 'regionale:REGIONE', denominazione: 'Regione', tipo: 'regione', predecessori: [], ...always },
      ...ours.map(([belfiore, , nome]): RigaRegione<'enti'> => ({
        ente: `belfiore:${belfiore}`,
        denominazione: `Comune di ${nome}`,
        tipo: 'comune',
        predecessori: [],
        ...always,
      })),
    ],
    codici_enti: [
      { ente: 'regionale:REGIONE', sistema: 'regionale', codice: 'REGIONE', ...always },
      ...ours.flatMap(([belfiore, istat]) => [
        { ente: `belfiore:${belfiore}`, sistema: 'belfiore', codice: belfiore, ...always } as const,
        { ente: `belfiore:${belfiore}`, sistema: 'istat', codice: istat, ...always } as const,
      ]),
    ],
    ambiti: ['ATS01', 'ATS02'].map((ambito) => ({ ambito, denominazione: ambito, tipo: 'ATS', ...always })),
    appartenenze: ours.flatMap(([belfiore, , , ambito]) =>
      ambito === undefined ? [] : [{ ambito, ente: `belfiore:${belfiore}`, ...always }],
    ),
    capofila: [
      { ambito: 'ATS01', ente: 'belfiore:A001', ...always },
      { ambito: 'ATS02', ente: 'belfiore:D001', ...always },
    ],
    deleghe,
    client: [],
  };
  return {
    luoghi: {
      comuni: COMUNI.map(comuneOf),
      province: PROVINCE.map(([codice]) => provinciaOf(codice)),
    },
    registro: { regione, codiceRegione: '11' },
  };
}

/** A change declared with what is given and nothing else. */
export function detta(given: Partial<VariazioneDetta> & Pick<VariazioneDetta, 'tipo' | 'comuni'>): VariazioneDetta {
  return {
    dal: '2026-01-01',
    incorporante: null,
    denominazione: null,
    altraDenominazione: null,
    belfiore: null,
    istat: null,
    provincia: null,
    codici: [],
    ambito: null,
    capofila: [],
    subentroAtti: false,
    atto: { tipo: 'legge regionale', numero: '30', data: '2025-12-10' },
    fonte: 'BUR 99/2025',
    ...given,
  };
}

/** The merger of two comuni of the first ambito, neither of which heads it. */
export function fusione(given: Partial<VariazioneDetta> = {}): VariazioneDetta {
  return detta({
    tipo: 'fusione',
    comuni: ['B001', 'C001'],
    denominazione: 'Beta Gamma',
    belfiore: 'M900',
    istat: '041900',
    ...given,
  });
}
