import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Rilievo } from './rilievo.js';
import { SINA, UNICA, beneficiario, documento, leggi } from './prova/documento.js';

describe('Reading a document', () => {
  it('gives a clean riga its canonical record, key and place, with nothing to say about it', () => {
    const { righe, esito, testata } = leggi(documento({ dentro: SINA, prestazione: { OreServizioMensile: '2.5' } }));
    expect(righe.flatMap((riga) => riga.rilievi)).toEqual([]);
    expect(esito).toEqual({ stato: 'letto', schemaValido: true, formato: 'xml', rilieviInvio: [], righe: 1 });
    expect(testata).toEqual({
      nomeFlusso: 'A271.PS.20260401.0000001',
      enteCodice: 'A271',
      enteDenominazione: 'Comune di Ancona',
      enteIndirizzo: 'A271',
      codiceFiscaleOperatore: 'RSSMRK66C14H501U',
    });
    expect(righe[0]).toMatchObject({ numero: 1, linea: 7, colonna: 1, annullamento: false, schemaValida: true });
    expect(righe[0]!.chiave).toEqual({
      codiceFiscale: 'RSSMRK66C14H501U',
      codicePrestazione: 'A1.04',
      protocolloDomanda: 'PROT-2026-1',
      data: '2026-01-01',
    });
    expect(righe[0]!.contenuto).toMatchObject({
      cognome: 'ROSSI',
      indirizzi: [{ codiceRegione: '11', codiceComune: '042002', codiceNazione: '380' }],
      importoMensile: 10_000,
      periodoErogazione: 3,
      oreServizioMensile: 170,
      dataInizioPrestazione: '2026-01-01',
      sina: { mobilita: '1', interventiSociali: ['A1.04'], invaliditaCivile: ['1', '8'] },
    });
  });

  it('gives the same righe whatever the cut of the bytes', () => {
    const text = documento(
      {},
      [beneficiario({ anagrafica: { Nome: 'NICCOLÒ 𝒳' } }), beneficiario({ prestazione: UNICA })].join(''),
    );
    const whole = leggi(text);
    for (const cut of [1, 2, 3, 7, 64, 1000]) expect(leggi(text, cut)).toEqual(whole);
  });

  it('puts a fault of one riga on that riga, one of the beneficiario on each of its righe, one outside on the invio', () => {
    const where = (rilievi: readonly Rilievo[]) => rilievi.map((one) => [one.regola, one.riga]);
    const two = beneficiario().replace(/<PrestazioniSociali.*\n/, (one) => one + one);
    const inRiga = leggi(documento({}, two.replace('PresaCarico="2"', 'PresaCarico="9"') + beneficiario()));
    expect(inRiga.righe.map((one) => where(one.rilievi))).toEqual([[['PS-20', 1]], [], []]);
    expect(inRiga.righe.map((one) => one.schemaValida)).toEqual([false, true, true]);

    const inPersona = leggi(documento({}, two.replace('Genere="1"', 'Genere="9"') + beneficiario()));
    expect(inPersona.righe.map((one) => where(one.rilievi))).toEqual([[['XSD-07', 1]], [['XSD-07', 2]], []]);
    const early = leggi(documento({}, two.replace('RSSMRK66C14H501U"', 'RSSMRK66C14H501U" Altro="1"')));
    expect(early.righe.map((one) => where(one.rilievi))).toEqual([[['XSD-05', 1]], [['XSD-05', 2]]]);
    const late = leggi(documento({}, two.replace('</Beneficiario>', '<Altro/></Beneficiario>') + beneficiario()));
    expect(late.righe.map((one) => where(one.rilievi))).toEqual([[['XSD-02', 1]], [['XSD-02', 2]], []]);
    expect(late.righe.map((one) => one.schemaValida)).toEqual([false, false, true]);

    const outside = leggi(documento({ ente: { Indirizzo: 'A2711' } }));
    expect(where(outside.esito.rilieviInvio)).toEqual([['XSD-09', null]]);
    expect(outside.righe[0]!.rilievi).toEqual([]);
    const empty = leggi(documento({}, beneficiario().replace(/<PrestazioniSociali.*\n/, '')));
    expect(where(empty.esito.rilieviInvio)).toEqual([['XSD-04', null]]);
  });

  it('points at the attribute, in code points, also on a tag of several lines after CR LF and emoji', () => {
    const text = documento({ prestazione: { ImportoMensile: '1,5' } })
      .replace('Cognome="ROSSI"', 'Cognome="ROSSI"\n   Nota="\u{1F600}" Altro="x"')
      .replaceAll('\n', '\r\n');
    const lines = text.split('\r\n');
    const at = (name: string) => {
      const linea = lines.findIndex((line) => line.includes(` ${name}=`));
      return { linea: linea + 1, colonna: Array.from(lines[linea]!.split(`${name}=`)[0]!).length + 1 };
    };
    const { rilievi } = leggi(text, 13);
    const found = (campo: string) => rilievi.find((one) => one.campo.endsWith(`@${campo}`));
    for (const name of ['Nota', 'Altro', 'ImportoMensile']) expect(found(name)).toMatchObject(at(name));
    expect(found('ImportoMensile')).toMatchObject({ regola: 'PS-28', gravita: 'errore', valore: '1,5' });
  });

  it('lists no more rilievi than allowed, and says how many it leaves out', () => {
    const attributes = Array.from({ length: 80 }, (_, k) => ` X${k}="1"`).join('');
    const noisy = beneficiario().replace('<PrestazioniSociali', `<PrestazioniSociali${attributes}`);
    const { righe } = leggi(documento({}, noisy));
    expect(righe[0]!.rilievi).toHaveLength(51);
    expect(righe[0]!.rilievi.find((one) => one.regola === 'SN-00')!.messaggio).toContain('30');

    const wrong = beneficiario({ prestazione: { PresaCarico: '9', PeriodoErogazione: '13', DataFinePrestazione: undefined } }); // prettier-ignore
    const many = leggi(documento({}, wrong.repeat(10)), 65_536, { rilieviPerDocumento: 7 });
    expect(many.righe.map((one) => one.rilievi.length)).toEqual([3, 3, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(many.righe.flatMap((one) => one.rilievi).filter((one) => one.gravita === 'errore').length).toBeGreaterThanOrEqual(10); // prettier-ignore
    expect(many.esito.rilieviInvio.map((one) => one.messaggio).join()).toContain('16');
  });

  it('reads the same text in every encoding it admits', () => {
    const text = documento({ anagrafica: { Nome: 'NICCOLÒ' } });
    const expected = leggi(text).righe[0]!.contenuto;
    const declared = (name: string) => text.replace('UTF-8', name);
    const utf16be = Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le').swap16();
    const forms: Uint8Array[] = [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le'),
      utf16be,
      Buffer.from(declared('ISO-8859-1'), 'latin1'),
      Buffer.from(declared('windows-1252'), 'latin1'),
    ];
    for (const bytes of forms)
      for (const cut of [1, 3, 65_536]) expect(leggi(bytes, cut).righe[0]?.contenuto).toEqual(expected);
  });
});

const examples = join(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/examples');
if (!existsSync(examples)) process.stderr.write(`SALTATO: esempi ufficiali di INPS, manca ${examples}\n`);

(existsSync(examples) ? it : it.skip)(
  "INPS's own examples are valid by its schema and refused by its specification",
  () => {
    const files = readdirSync(examples).filter((name) => name.startsWith('PS_PSA'));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const { esito, rilievi } = leggi(readFileSync(join(examples, file)));
      expect([file, esito.stato, esito.schemaValido]).toEqual([file, 'letto', true]);
      expect(rilievi.filter((one) => one.gravita === 'errore').map((one) => one.regola)).toContain('PS-12');
    }
  },
);
