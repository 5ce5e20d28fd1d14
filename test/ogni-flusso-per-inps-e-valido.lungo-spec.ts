import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type PrestazioneSiuss, legalDay, parsePrestazioniSiuss, parseTerritorio } from '#libs/codici';
import {
  LIMITI_PREDEFINITI,
  type RigaLetta,
  type Testata,
  createReader,
  findTracciato,
  flussiOf,
  motivoNonTrasmissibile,
  spesaPerAnno,
  writeFlusso,
} from '#libs/tracciati';
import { pezziDi } from './prova/documenti.js';

const PS_PSA_SINA = findTracciato('PS_PSA_SINA')!;
const XSD = resolve(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/PS_PSA_SINA201812.xsd');
const nazionale = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const voci = new Map<string, PrestazioneSiuss>(
  parsePrestazioniSiuss(nazionale('siuss')).map((voce) => [voce.codice, voce]),
);
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const contesto = {
  territorio,
  oggi: legalDay('2026-06-30'),
  nomenclatura: { versione: 'SIUSS@prova', voceInVigore: (codice: string) => voci.get(codice) },
  denominazioneOf: (codice: string) => voci.get(codice)?.denominazione,
};

/** What Snodo mends or sets aside on the way to INPS, one in four righe; none of it refuses a riga. */
const DA_SISTEMARE = ['periodo_su_due_anni', 'regione_istat', 'denominazione_corta', 'omocodia_non_trasmissibile', 'codice_stp']; // prettier-ignore
const RIGHE = 20_000;

function read(pezzi: Iterable<string>): { righe: RigaLetta[]; testata: Testata } {
  const reader = createReader(PS_PSA_SINA, contesto, LIMITI_PREDEFINITI);
  const righe: RigaLetta[] = [];
  for (const pezzo of pezzi) righe.push(...reader.write(Buffer.from(pezzo)));
  righe.push(...reader.end().righe);
  return { righe, testata: reader.testata! };
}

/** Numbers of the documents that xmllint does not find valid, with INPS's schema. */
function refused(documenti: readonly string[]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'snodo-flussi-'));
  try {
    documenti.forEach((xml, at) => writeFileSync(join(folder, `${at}.xml`), xml));
    const names = documenti.map((_, at) => `${at}.xml`);
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
    const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', XSD, ...names], options);
    const valid = new Set(Array.from(stderr.matchAll(/^(\d+)\.xml validates$/gm), (match) => Number(match[1])));
    return documenti.flatMap((_, at) => (valid.has(at) ? [] : [at]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const missing = !existsSync(XSD)
  ? `manca lo schema ufficiale (${XSD})`
  : spawnSync('xmllint', ['--version']).error && 'manca il programma xmllint';
if (missing) process.stderr.write(`SALTATO: i flussi per INPS con xmllint, ${missing}\n`);

describe('I7 of a delivery of twenty thousand righe, what INPS gets', () => {
  const { righe, testata } = read(
    pezziDi('recanati', { seed: 'i7', righe: RIGHE, errori: DA_SISTEMARE, righeErrate: RIGHE / 4 }),
  );
  const trasmesse = righe.filter(({ contenuto }) => motivoNonTrasmissibile(PS_PSA_SINA, contenuto) === undefined);
  const scritti = trasmesse.flatMap(({ contenuto }) =>
    flussiOf(PS_PSA_SINA, contenuto, contesto).map((one) => writeFlusso(PS_PSA_SINA, testata, one)),
  );

  it('leaves out only those whose code its schema has no place for, and splits those over two years', () => {
    expect(righe).toHaveLength(RIGHE);
    expect(righe.flatMap(({ rilievi }) => rilievi).filter(({ gravita }) => gravita === 'errore')).toEqual([]);
    expect(RIGHE - trasmesse.length).toBeGreaterThan(1000);
    expect(scritti.length).toBeGreaterThan(trasmesse.length + 500);
  });

  it('is read again with nothing left to mend, one riga each', () => {
    for (const xml of scritti) {
      const { righe: back } = read([xml]);
      expect(back).toHaveLength(1);
      const found = back[0]!.rilievi.map(({ regola }) => regola);
      expect({ xml, found }).toEqual({ xml, found: [] });
    }
  }, 300_000);

  it('spends in all what the righe spend', () => {
    const total = (contenuti: readonly RigaLetta[]): number =>
      contenuti
        .flatMap(({ contenuto }) => spesaPerAnno(PS_PSA_SINA, contenuto))
        .reduce((sum, { spesa }) => sum + spesa, 0);
    expect(total(scritti.flatMap((xml) => read([xml]).righe))).toBe(total(trasmesse));
  }, 300_000);

  (missing ? it.skip : it)(
    'is valid by INPS’s own schema',
    () => {
      for (let at = 0; at < scritti.length; at += 1000) {
        const batch = scritti.slice(at, at + 1000);
        expect(refused(batch).map((one) => batch[one])).toEqual([]);
      }
    },
    600_000,
  );
});
