import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PulisciCartelle } from '../apps/ingestion/src/cartella/pulisci-cartelle.js';
import { Posto } from '../apps/ingestion/src/cartella/posto.js';
import { RegistroConsegne } from '../apps/ingestion/src/cartella/registro-consegne.js';
import { IngestionSettings } from '../apps/ingestion/src/ingestion.config.js';
import { SystemClock } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { Cliente } from './prova/chiamate.js';
import { documentoCon, documentoDi } from './prova/documenti.js';
import { type IngestionInProva, openIngestion, startIngestion } from './prova/ingestion.js';
import { ENTI } from './prova/riferimenti.js';

const CF = 'RSSMRA80A01H501U';
const LIMITE = 1024 * 1024;
const SVELTE = { SNODO_CARTELLE_QUIETE: '50ms', SNODO_CARTELLE_INTERVALLO: '20ms', SNODO_LEASE_VALIDAZIONE: '1s' };
const USCITE = ['da-consegnare', '.in-corso', 'ricevute', 'esiti', 'consegnati', 'respinti'] as const;
type Uscita = (typeof USCITE)[number];

describe('chi esporta file li lascia in una cartella', () => {
  let root: string;
  let ingestion: IngestionInProva;
  let recanati: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'snodo-cartelle-'));
    recanati = make(ENTI.recanati.belfiore, 'PS_PSA_SINA');
    ingestion = await startIngestion(
      { kind: 'embedded' },
      { ...SVELTE, SNODO_CARTELLE: root, SNODO_LIMITE_INVIO: `${LIMITE}B` },
    );
  });
  afterAll(async () => {
    await ingestion.close();
    rmSync(root, { recursive: true });
  });

  /** As the operator prepares it: the folder of the tracciato; the others are made by who looks after them. */
  function make(ente: string, tracciato: string): string {
    const folder = join(root, ente, tracciato);
    mkdirSync(join(folder, 'da-consegnare'), { recursive: true });
    return folder;
  }
  const namesIn = (folder: string, uscita: Uscita): string[] => readdirSync(join(folder, uscita)).toSorted();
  const read = (folder: string, uscita: Uscita, name: string): string =>
    readFileSync(join(folder, uscita, name), 'utf8');
  /** As an SFTP server does: under another name until it is whole. */
  function drop(folder: string, name: string, content: string | Uint8Array): void {
    const partial = join(folder, 'da-consegnare', `.${name.length}.part`);
    writeFileSync(partial, content);
    renameSync(partial, join(folder, 'da-consegnare', name));
  }
  const arrived = (folder: string, uscita: Uscita, name: string): Promise<string> =>
    // It throws until the file is there.
    eventually(() => read(folder, uscita, name), { timeout: 20_000 });
  const documento = (protocollo: string, more = {}) =>
    documentoCon('recanati', [{ codiceFiscale: CF, protocollo, ...more }]);
  const invii = async (ente: string = ENTI.recanati.id) =>
    ingestion.database.admin<{ id: string; canale: string }>(
      `SELECT id, canale FROM ingestion.invio WHERE ente_mittente = $1 ORDER BY id`,
      [ente],
    );

  it('and finds there its ricevuta, then its outcome and its rilievi', async () => {
    const testo = documentoCon('recanati', [
      { codiceFiscale: CF, protocollo: 'CARTELLA-1' },
      { codiceFiscale: CF, protocollo: 'CARTELLA-2', codicePrestazione: 'Z9.99' },
    ]);
    drop(recanati, 'marzo 2026.xml', testo);
    const ricevuta = JSON.parse(await arrived(recanati, 'ricevute', 'marzo 2026.xml.ricevuta.json'));
    const esito = JSON.parse(await arrived(recanati, 'esiti', 'marzo 2026.xml.esito.json'));
    expect(esito).toMatchObject({
      id: ricevuta.invio_id,
      canale: 'cartella',
      ente_mittente: ENTI.recanati.id,
      righe_per_stato: { accettata: 1, respinta: 1 },
    });
    expect(read(recanati, 'esiti', 'marzo 2026.xml.rilievi.csv')).toContain('PS-22');
    const daCorreggere = read(recanati, 'esiti', 'marzo 2026.xml.da-correggere.xml');
    expect(daCorreggere).toContain('CARTELLA-2');
    expect(daCorreggere).not.toContain('CARTELLA-1');
    expect(read(recanati, 'ricevute', 'marzo 2026.xml.ricevuta.pdf')).toMatch(/^%PDF-/);
    expect(read(recanati, 'consegnati', 'marzo 2026.xml')).toBe(testo);
    expect([namesIn(recanati, 'da-consegnare'), namesIn(recanati, '.in-corso')]).toEqual([[], []]);
    const overRest = await new Cliente(ingestion.url, ingestion.emittente, 'recanati').get(
      `/rest/esiti/v1/ricevute/${ricevuta.id}`,
    );
    expect(overRest.body).toMatchObject({ numero: ricevuta.numero, firma: ricevuta.firma });
  });

  it('gets the same ricevuta for the same file again, by whatever name, and one of its own for another of the same name', async () => {
    const testo = documento('RIPETUTO');
    drop(recanati, 'uno.xml', testo);
    const first = JSON.parse(await arrived(recanati, 'ricevute', 'uno.xml.ricevuta.json'));
    await arrived(recanati, 'esiti', 'uno.xml.esito.json');
    rmSync(join(recanati, 'ricevute', 'uno.xml.ricevuta.json'));
    rmSync(join(recanati, 'esiti', 'uno.xml.esito.json'));
    drop(recanati, 'uno.xml', testo);
    drop(recanati, 'due.xml', testo);
    for (const name of ['uno.xml', 'due.xml']) {
      const again = JSON.parse(await arrived(recanati, 'ricevute', `${name}.ricevuta.json`));
      expect(again.firma).toBe(first.firma);
      expect(JSON.parse(await arrived(recanati, 'esiti', `${name}.esito.json`)).id).toBe(first.invio_id);
    }
    const other = documento('RIPETUTO-ALTRO');
    drop(recanati, 'uno.xml', other);
    const second = await eventually(() => {
      const name = namesIn(recanati, 'ricevute').find((one) => /^uno\.\d{4}-\d+\.xml\.ricevuta\.json$/.test(one));
      return Promise.resolve(name !== undefined && JSON.parse(read(recanati, 'ricevute', name)));
    });
    const named = `uno.${second.numero.replace('/', '-')}.xml`;
    expect(await arrived(recanati, 'consegnati', named)).toBe(other);
    expect(read(recanati, 'consegnati', 'uno.xml')).toBe(testo);
    expect(JSON.parse(await arrived(recanati, 'esiti', `${named}.esito.json`)).id).toBe(second.invio_id);
  });

  it('keeps no copy of a file out of which codici fiscali of minors were taken', async () => {
    const sinba = make(ENTI.recanati.belfiore, 'SINBA');
    drop(sinba, 'minori.csv', `codice_fiscale;luogo_vita\r\n${CF};1\r\n`);
    const ricevuta = JSON.parse(await arrived(sinba, 'ricevute', 'minori.csv.ricevuta.json'));
    expect(ricevuta.impronta_conservata).toMatch(/^[0-9a-f]{64}$/);
    await arrived(sinba, 'esiti', 'minori.csv.esito.json');
    await eventually(() => namesIn(sinba, '.in-corso').length === 0);
    expect([namesIn(sinba, 'consegnati'), namesIn(sinba, 'respinti')]).toEqual([[], []]);
    for (const uscita of ['ricevute', 'esiti'] as const)
      for (const name of namesIn(sinba, uscita)) expect(read(sinba, uscita, name)).not.toContain(CF);
    rmSync(sinba, { recursive: true });
  });

  it('delivers a large file whole, read piece by piece', async () => {
    const testo = documentoDi('recanati', { seed: 'cartella', righe: 1200 });
    expect(testo.length).toBeGreaterThan(2 * 256 * 1024);
    drop(recanati, 'grande.xml', testo);
    const ricevuta = JSON.parse(await arrived(recanati, 'ricevute', 'grande.xml.ricevuta.json'));
    expect(ricevuta.impronta_sha256).toBe(createHash('sha256').update(testo).digest('hex'));
    const esito = JSON.parse(await arrived(recanati, 'esiti', 'grande.xml.esito.json'));
    expect(esito).toMatchObject({ righe: 1200, righe_per_stato: { accettata: 1200 } });
  });

  it('delivers a table as it is, and finds the righe to be mended in the same form', async () => {
    const head = 'codice_fiscale;cognome;codice_prestazione;colonna_che_non_esiste';
    drop(recanati, 'tabella.csv', `${head}\r\n${CF};ROSSI;Z9.99;x\r\n`);
    const esito = JSON.parse(await arrived(recanati, 'esiti', 'tabella.csv.esito.json'));
    expect(esito).toMatchObject({ stato: 'concluso', formato: 'csv', righe_per_stato: { respinta: 1 } });
    expect(read(recanati, 'esiti', 'tabella.csv.da-correggere.csv')).toContain('da_correggere');
  });

  it.each([
    ['an empty file', 'vuoto.xml', '', 'corpo_vuoto'],
    ['a file past the limit', 'enorme.xml', new Uint8Array(LIMITE + 1), 'documento_troppo_grande'],
    ['a name with a control character', 'a\u0007b.xml', 'x', 'file_non_ammesso'],
    ['a name that turns the text around', 'a\u202Elmx.exe', 'x', 'file_non_ammesso'],
    ['a name too long to add to', `${'n'.repeat(200)}.xml`, 'x', 'file_non_ammesso'],
  ])('reads why %s was refused, and how to mend it', async (_, name, content, code) => {
    const before = await invii();
    drop(recanati, name, content);
    const text = await eventually(() => {
      const errors = namesIn(recanati, 'respinti').filter((one) => one.endsWith('.errore.txt'));
      const mine = errors.find((one) => read(recanati, 'respinti', one).includes(code));
      return Promise.resolve(mine !== undefined && read(recanati, 'respinti', mine));
    });
    expect(text).toMatch(/Come rimediare: {2}\S/);
    await eventually(() => Promise.resolve(namesIn(recanati, '.in-corso').length === 0));
    expect(await invii()).toEqual(before);
    for (const file of namesIn(recanati, 'respinti')) rmSync(join(recanati, 'respinti', file));
  });

  it.each([
    ['of nobody', 'Z999', 'PS_PSA_SINA', 'ente_non_consentito'],
    ['of no tracciato', ENTI.loreto.belfiore, 'BOH_BOH', 'tracciato_sconosciuto'],
    ['of a tracciato that is not active', ENTI.loreto.belfiore, 'IASS', 'tracciato_non_attivo'],
  ])('refuses what is left in a folder %s', async (_, ente, tracciato, code) => {
    const folder = make(ente, tracciato);
    drop(folder, 'x.xml', '<Flusso/>');
    expect(await arrived(folder, 'respinti', 'x.xml.errore.txt')).toContain(code);
    expect(read(folder, 'respinti', 'x.xml')).toBe('<Flusso/>');
  });

  it('passes by what is not finished, and folders inside', async () => {
    const names = ['a.xml.part', 'b.TMP', '.c.xml', 'd.xml~', 'e.xml.filepart', '~$f.xlsx'];
    for (const name of names) writeFileSync(join(recanati, 'da-consegnare', name), 'x');
    mkdirSync(join(recanati, 'da-consegnare', 'cartella.xml'));
    drop(recanati, 'dopo.xml', documento('DOPO'));
    await arrived(recanati, 'ricevute', 'dopo.xml.ricevuta.json');
    expect(namesIn(recanati, 'da-consegnare')).toEqual([...names, 'cartella.xml'].toSorted());
    rmSync(join(recanati, 'da-consegnare'), { recursive: true });
  });

  describe('cannot lead us elsewhere (I9)', () => {
    it('by a link, a pipe, or a link to a folder', async () => {
      const before = await invii();
      mkdirSync(join(recanati, 'da-consegnare'), { recursive: true });
      symlinkSync('/etc/passwd', join(recanati, 'da-consegnare', 'link.xml'));
      symlinkSync('/etc', join(recanati, 'da-consegnare', 'cartella-link.xml'));
      const pipe = spawnSync('mkfifo', [join(recanati, 'da-consegnare', 'tubo.xml')]).status === 0;
      const names = ['link.xml', 'cartella-link.xml', ...(pipe ? ['tubo.xml'] : [])];
      for (const name of names)
        expect(await arrived(recanati, 'respinti', `${name}.errore.txt`)).toContain('file_non_ammesso');
      expect(await invii()).toEqual(before);
    });

    it.each(['ricevute', 'da-consegnare', '.in-corso'] as const)(
      'by a link to the folder of another ente in place of %s',
      async (which) => {
        const mine = make(ENTI.altro.belfiore, 'PS_PSA_SINA');
        const theirs = make(ENTI.ats.belfiore, 'PS_PSA_SINA');
        await eventually(() => Promise.resolve(USCITE.every((one) => existsSync(join(mine, one)))));
        rmSync(join(mine, which), { recursive: true });
        const target = which === 'da-consegnare' ? join(recanati, 'consegnati') : join(theirs, which);
        symlinkSync(target, join(mine, which));
        const before = [await invii(ENTI.altro.id), namesIn(recanati, 'consegnati'), readdirSync(theirs)];
        if (which !== 'da-consegnare')
          drop(mine, 'mio.xml', documentoCon('altro', [{ codiceFiscale: CF, protocollo: which }]));
        // Whoever waits long enough sees that another folder went on meanwhile, and this one did not.
        drop(recanati, `prova-${which}.xml`, documento(`PROVA-${which}`));
        await arrived(recanati, 'ricevute', `prova-${which}.xml.ricevuta.json`);
        await arrived(recanati, 'esiti', `prova-${which}.xml.esito.json`);
        expect(await invii(ENTI.altro.id)).toEqual(before[0]);
        expect(readdirSync(join(theirs, 'ricevute')).filter((name) => name.startsWith('mio'))).toEqual([]);
        rmSync(mine, { recursive: true });
      },
    );

    it('by a root of a root: only folders with the code of an ente are looked into', async () => {
      for (const name of ['..', 'h 211', '.nascosta', 'H211;rm'].filter((one) => one !== '..')) {
        mkdirSync(join(root, name, 'PS_PSA_SINA', 'da-consegnare'), { recursive: true });
        writeFileSync(join(root, name, 'PS_PSA_SINA', 'da-consegnare', 'x.xml'), 'x');
      }
      symlinkSync(recanati, join(root, ENTI.recanati.belfiore, 'SINBA'));
      drop(recanati, 'radice.xml', documento('RADICE'));
      await arrived(recanati, 'esiti', 'radice.xml.esito.json');
      for (const name of ['h 211', '.nascosta', 'H211;rm']) {
        expect(readdirSync(join(root, name, 'PS_PSA_SINA'))).toEqual(['da-consegnare']);
        rmSync(join(root, name), { recursive: true });
      }
      rmSync(join(root, ENTI.recanati.belfiore, 'SINBA'));
    });
  });

  describe('loses nothing and doubles nothing (I1, I2)', () => {
    it('when a process stopped after the deposit, or before it wrote the ricevuta', async () => {
      const consegne = ingestion.app.get(RegistroConsegne);
      const stop = () => Promise.reject(new Error('the process stops here'));
      const stops = [
        () => jest.spyOn(consegne, 'note').mockImplementationOnce(stop),
        () => jest.spyOn(Posto.prototype, 'write').mockImplementationOnce(stop),
      ];
      for (const [n, arrange] of stops.entries()) {
        const spy = arrange();
        drop(recanati, `fermo-${n}.xml`, documento(`FERMO-${n}`));
        const ricevuta = JSON.parse(await arrived(recanati, 'ricevute', `fermo-${n}.xml.ricevuta.json`));
        expect(spy).toHaveBeenCalled();
        spy.mockRestore();
        const rows = await ingestion.database.admin(
          `SELECT r.id FROM ingestion.ricevuta r JOIN ingestion.invio i ON i.id = r.invio_id WHERE i.impronta = decode($1, 'hex')`,
          [ricevuta.impronta_sha256],
        );
        expect(rows).toEqual([{ id: ricevuta.id }]);
        await arrived(recanati, 'consegnati', `fermo-${n}.xml`);
      }
    });

    it('when a process died with a file in its hands: another goes on when it has been silent long enough', async () => {
      const folder = join(recanati, '.in-corso', `${randomBytes(8).toString('hex')}.${randomBytes(8).toString('hex')}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'orfano.xml'), documento('ORFANO'));
      utimesSync(folder, new Date(0), new Date(0));
      await arrived(recanati, 'ricevute', 'orfano.xml.ricevuta.json');
      await arrived(recanati, 'consegnati', 'orfano.xml');
      await eventually(() => Promise.resolve(!existsSync(folder) && namesIn(recanati, '.in-corso').length === 0));
    });

    it('when the disk of the folder was away for a while, when the outcome came', async () => {
      const away = `${root}-altrove`;
      drop(recanati, 'lontano.xml', documento('LONTANO'));
      const { invio_id: id } = JSON.parse(await arrived(recanati, 'ricevute', 'lontano.xml.ricevuta.json'));
      const row = async () => {
        const [found] = await ingestion.database.admin(
          `SELECT esito_preso_il IS NOT NULL AS presa, esito_scritto_il IS NOT NULL AS scritta
           FROM ingestion.consegna_cartella WHERE invio_id = $1`,
          [id],
        );
        return found;
      };
      await eventually(async () => expect(await row()).toEqual({ presa: true, scritta: true }), { timeout: 20_000 });
      renameSync(join(root, ENTI.recanati.belfiore), away);
      rmSync(join(away, 'PS_PSA_SINA', 'esiti', 'lontano.xml.esito.json'));
      // As it is when the invio is concluded.
      await ingestion.database.admin(
        `UPDATE ingestion.consegna_cartella SET esito_scritto_il = NULL, esito_preso_il = NULL WHERE invio_id = $1`,
        [id],
      );
      await eventually(async () => expect(await row()).toEqual({ presa: true, scritta: false }));
      renameSync(away, join(root, ENTI.recanati.belfiore));
      expect(JSON.parse(await arrived(recanati, 'esiti', 'lontano.xml.esito.json')).id).toBe(id);
    });

    it('when several replicas look into the same folders', async () => {
      const replicas = await Promise.all(
        ['uno', 'due'].map((prefix) =>
          openIngestion({ kind: 'embedded' }, { ...ingestion.env, SNODO_BUS_PREFIX: `cartella-${prefix}` }),
        ),
      );
      const names = Array.from({ length: 60 }, (_, n) => `insieme-${n}.xml`);
      for (const name of names) drop(recanati, name, documento(name));
      const ids = new Set<string>();
      for (const name of names) {
        ids.add(JSON.parse(await arrived(recanati, 'ricevute', `${name}.ricevuta.json`)).invio_id);
        await arrived(recanati, 'consegnati', name);
      }
      expect(ids.size).toBe(60);
      const rows = await ingestion.database.admin(`SELECT 1 FROM ingestion.invio WHERE id = ANY ($1)`, [[...ids]]);
      expect(rows).toHaveLength(60);
      await eventually(() => Promise.resolve(namesIn(recanati, '.in-corso').length === 0));
      expect(namesIn(recanati, 'da-consegnare')).toEqual([]);
      for (const { app } of replicas) await app.close();
    });
  });

  it('does not find for ever what we left there, and always what it has still to deliver', async () => {
    const settings = { ...ingestion.app.get(IngestionSettings), conservazioneCartelle: 0 };
    const pulisci = new PulisciCartelle(ingestion.app.get(RegistroConsegne), settings, new SystemClock());
    writeFileSync(join(recanati, 'da-consegnare', 'in-arrivo.part'), 'x');
    await eventually(() => Promise.resolve(namesIn(recanati, 'esiti').length > 0));
    expect(await pulisci.clean(root)).toBeGreaterThan(100);
    for (const uscita of ['ricevute', 'consegnati', 'respinti'] as const) expect(namesIn(recanati, uscita)).toEqual([]);
    expect(namesIn(recanati, 'da-consegnare')).toEqual(['in-arrivo.part']);
  });
});
