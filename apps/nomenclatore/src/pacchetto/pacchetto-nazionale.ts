import { OPEN_END } from '#libs/codici';
import { AFFIDABILITA, facoltativo, forma, giorno, sN, scelta, testo } from './celle.js';
import type { Testi } from './pacchetto-regione.js';
import type { Problema } from './problema.js';
import { type Colonne, type RigaDi, readTabella } from './tabella.js';

const belfiore = forma(/^[A-Z][0-9]{3}$/, 'un codice catastale');
const istatComune = forma(/^[0-9]{6}$/, 'un codice ISTAT di comune');
const istatProvincia = forma(/^[0-9]{3}$/, 'un codice ISTAT di provincia');
const istatRegione = forma(/^[0-9]{2}$/, 'un codice ISTAT di regione');
/** `EX`: comuni that are no longer in Italy; people born there keep their code. */
const istatRegioneOrCeded = forma(/^([0-9]{2}|EX)$/, 'un codice ISTAT di regione, o EX');
const sigla = forma(/^[A-Z]{2}$/, 'una sigla di provincia');
const untilOpenEnd = (text: string): string => (text === '' ? OPEN_END : giorno(text));
const provenienza = { fonte: testo, affidabilita: scelta(AFFIDABILITA) };

/** Files and columns of the national pack that make the territory. */
const FILE_TERRITORIO = {
  comuni: {
    belfiore: facoltativo(belfiore),
    istat: istatComune,
    denominazione: testo,
    altra_denominazione: facoltativo(testo),
    sigla_provincia: facoltativo(sigla),
    provincia_istat: istatProvincia,
    regione_istat: istatRegioneOrCeded,
    dal: giorno,
    al: untilOpenEnd,
    ...provenienza,
  },
  stati: {
    istat: facoltativo(forma(/^[0-9]{3}$/, 'un codice ISTAT di stato')),
    denominazione: testo,
    iso_alpha3: facoltativo(forma(/^[A-Z]{3}$/, 'un codice ISO alpha-3')),
    iso_numerico: facoltativo(forma(/^[0-9]{3}$/, 'un codice ISO numerico')),
    belfiore: facoltativo(forma(/^Z[0-9]{3}$/, 'un codice catastale di stato')),
    cittadinanza: sN,
    nascita: sN,
    residenza: sN,
    al: untilOpenEnd,
    ...provenienza,
  },
  province: { istat: istatProvincia, denominazione: testo, sigla, regione_istat: istatRegione, ...provenienza },
  regioni: {
    istat: istatRegione,
    denominazione: testo,
    provincia_istat: facoltativo(istatProvincia),
    agenzia_entrate: forma(/^[0-9]{2}$/, "un codice di regione dell'Agenzia delle Entrate"),
    ...provenienza,
  },
} as const satisfies Record<string, Colonne>;

export type FileTerritorio = keyof typeof FILE_TERRITORIO;
export type RigaTerritorio<F extends FileTerritorio> = RigaDi<(typeof FILE_TERRITORIO)[F]>;
export type PacchettoTerritorio = { readonly [F in FileTerritorio]: readonly RigaTerritorio<F>[] };

export function readTerritorio(name: string, testi: Testi, problemi: Problema[]): PacchettoTerritorio {
  const read = <F extends FileTerritorio>(file: F): RigaTerritorio<F>[] => {
    const text = testi.get(file);
    if (text === undefined) {
      problemi.push({ file: `${name}/${file}.csv`, riga: null, campo: '(file)', messaggio: 'il file manca' });
      return [];
    }
    return readTabella(`${name}/${file}.csv`, text, FILE_TERRITORIO[file], problemi);
  };
  return { comuni: read('comuni'), stati: read('stati'), province: read('province'), regioni: read('regioni') };
}
