import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Riferimenti, Vista, type Voce } from '#libs/riferimenti';
import { FirmaRicevute } from '#libs/security';
import { ENTI, vociDiProva } from '../../../../test/prova/riferimenti.js';
import type { IngestionSettings } from '../ingestion.config.js';
import type { RicevutaLetta } from './leggi-ricevuta.js';
import { issueRicevuta } from './ricevuta.js';
import { StampaRicevuta } from './stampa-ricevuta.js';
import { printable } from './testo-stampabile.js';

const settings = { publicUrl: 'https://snodo.example' } as IngestionSettings;
const CONTENUTO = {
  id: '0190f3c0-0000-7000-8000-000000000001',
  numero: '2026/1234',
  invio_id: '0190f3c0-0000-7000-8000-000000000002',
  ente: ENTI.recanati.id,
  tracciato: 'PS_PSA_SINA@201812',
  dimensione: 1_234_567,
  impronta_sha256: '0123456789abcdef'.repeat(4),
  ricevuto_il: '2026-10-25T00:30:05.678Z',
};

function hasPdftotext(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const itWithPdftotext = hasPdftotext() ? it : it.skip;
if (!hasPdftotext()) process.stderr.write('skipped: no pdftotext to read the printed ricevuta back\n');

describe('a printed ricevuta', () => {
  let folder: string;
  let stampa: StampaRicevuta;
  let ricevuta: RicevutaLetta;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snodo-ricevuta-'));
    const riferimenti = new Riferimenti();
    riferimenti.replace(Vista.empty.with(vociDiProva()), true);
    stampa = new StampaRicevuta(riferimenti, settings);
    const firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    ricevuta = { ...CONTENUTO, firma: issueRicevuta(CONTENUTO, firma).firma };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function textOf(pdf: Buffer): string {
    const file = join(folder, `${randomBytes(4).toString('hex')}.pdf`);
    writeFileSync(file, pdf);
    return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-']).toString();
  }
  /** As it reads when lines that are too long were broken. */
  const unbroken = (text: string) => text.replaceAll(/\s/g, '');

  const prova = {
    indice: 4,
    dimensione: 9,
    percorso: Array.from({ length: 27 }, (_, at) => String(at % 10).repeat(64)),
    testa: {
      registro: 'ricevute',
      dimensione: 9,
      radice: 'ab'.repeat(32),
      emessa_il: '2026-10-25T01:30:06.000Z',
      precedente: null,
      firma: `x.${'y'.repeat(700)}.z`,
    },
  };

  itWithPdftotext('says in Italian what was received, from whom, when, and how to check it', async () => {
    const text = textOf(await stampa.print(ricevuta));
    for (const said of [
      'Ricevuta n. 2026/1234',
      'Comune di Recanati',
      'H211',
      'PS_PSA_SINA@201812',
      '1.234.567 byte',
      '01234567 89abcdef',
      '25/10/2026, ore 02:30:05, ora italiana (2026-10-25T00:30:05.678Z)',
      'https://snodo.example/.well-known/jwks.json',
      'snodo ricevuta verifica FILE',
      'entro 60 secondi',
    ])
      expect(unbroken(text)).toContain(unbroken(said));
    expect(unbroken(text)).toContain(ricevuta.firma);
    expect(text).not.toContain(ENTI.recanati.id);
  });

  itWithPdftotext('carries its proof on as many pages as it takes, with nothing lost between them', async () => {
    const text = unbroken(textOf(await stampa.print({ ...ricevuta, prova })));
    expect(text).toContain('4di9(contateda0)');
    expect(text).toContain('25/10/2026,ore02:30:06,oraitaliana(2026-10-25T01:30:06.000Z)');
    prova.percorso.forEach((hash) => expect(text).toContain(hash));
    expect(text).toContain(prova.testa.firma);
    expect(text).toContain(prova.testa.radice);
  });

  itWithPdftotext(
    'names in letters that it has a name with others, and an ente that is not known by its id',
    async () => {
      const riferimenti = new Riferimenti();
      const denominazione = 'Comune di Štanjel – Forlì\u0007 č';
      const contenuto = { dal: '1900-01-01', al: null, denominazione, tipo: 'comune' as const, codici: [] };
      const voci: Voce[] = [{ genere: 'ente', id: ENTI.recanati.id, revisione: 1, contenuto }];
      riferimenti.replace(Vista.empty.with(voci), true);
      const named = textOf(await new StampaRicevuta(riferimenti, settings).print(ricevuta));
      expect(named).toContain('Comune di Štanjel – Forlì? c');
      const unknown = textOf(await new StampaRicevuta(new Riferimenti(), settings).print(ricevuta));
      expect(unknown).toContain(ENTI.recanati.id);
    },
  );

  it('is the same to the byte whenever it is printed, and says its language, its title and its structure', async () => {
    const once = await stampa.print({ ...ricevuta, prova });
    const again = await stampa.print({ ...ricevuta, prova });
    expect(once.equals(again)).toBe(true);
    const raw = once.toString('latin1');
    for (const mark of [
      '/Lang (it-IT)',
      '/MarkInfo',
      '/StructTreeRoot',
      '/S /H1',
      '/S /H2',
      '/S /LBody',
      '/DisplayDocTitle true',
    ])
      expect(raw).toContain(mark);
    expect(await stampa.print(ricevuta)).not.toEqual(once);
  });
});

describe('a text in the letters of the standard fonts', () => {
  it.each([
    ['Città dell’Aquila €', 'Città dell’Aquila €'],
    ['Doberdò – Doberdob č', 'Doberdò – Doberdob c'],
    ['日本\u0000', '???'],
  ])('%j becomes %j', (text, printed) => {
    expect(printable(text)).toBe(printed);
  });
});
