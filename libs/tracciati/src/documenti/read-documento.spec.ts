import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { LIMITI_PREDEFINITI, type Limiti } from '../limiti.js';
import { CONTESTO_CON_CODICI_LOCALI } from '../prova/contesto.js';
import { type Parti, beneficiario, documento } from '../prova/documento.js';
import { CASI } from '../prova/casi.js';
import { type Colonne, colonneDi, detti, leggiColonne, leggiOggetto, oggettoDi } from '../prova/piano.js';
import { type CellaFatta, type FoglioFatto, cartella, conStile } from '../corpus/cartella.js';
import { zip } from '../corpus/zip.js';
import { testoDi } from '../tabelle/record.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { leggiDocumento } from './prova/lettura.js';
import { readDocumento } from './read-documento.js';

/** Righe of which one is right, one wrong, one without a required value, one of another person and with an accent. */
const PARTI: readonly Parti[] = [
  {},
  { prestazione: { ImportoMensile: 'dieci', PresaCarico: '7' } },
  { anagrafica: { Cognome: undefined } },
  { anagrafica: { Cognome: 'DALÌ' } },
];
const COLONNE: readonly Colonne[] = PARTI.map((parti) => colonneDi(parti));
const NOMI = Object.keys(colonneDi());
const text = testoDi;
const quoted = (cell: string): string => (/[;,\t"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (separatore = ';', fine = '\n', righe = COLONNE): string =>
  [NOMI, ...righe.map((riga) => NOMI.map((nome) => text(riga[nome])))]
    .map((riga) => riga.map(quoted).join(separatore) + fine)
    .join('');
const foglio = (nome: string, righe = COLONNE, prima: (CellaFatta[] | null)[] = []): FoglioFatto => ({
  nome,
  righe: [...prima, NOMI, ...righe.map((riga) => NOMI.map((name) => text(riga[name]) || null))],
});
const xlsx = (...fogli: FoglioFatto[]): Buffer => cartella({ fogli });
const oggetti = COLONNE.map((one) => oggettoDi(one));
const json = JSON.stringify({ righe: oggetti }, null, 1);
const ndjson = oggetti.map((one) => JSON.stringify(one)).join('\n');
const leggi = (given: string | Uint8Array, pezzo?: number, limiti = {}) =>
  leggiDocumento(given, pezzo, limiti, CONTESTO_CON_CODICI_LOCALI);

const FORME: readonly (readonly [string, Buffer])[] = [
  ['csv', Buffer.from(csv())],
  ['xlsx', xlsx(foglio('Dati'))],
  ['json', Buffer.from(json)],
  ['ndjson', Buffer.from(ndjson)],
]; // prettier-ignore

const verdetti = ({ righe }: Awaited<ReturnType<typeof leggi>>) =>
  righe.map(({ numero, rilievi }) => [numero, rilievi.map(({ regola, campo }) => `${regola} ${campo}`).toSorted()]);

describe('a document', () => {
  it('of the same righe has the same verdicts and the same records in every form', async () => {
    const xml = await leggi(documento({}, PARTI.map(beneficiario).join('')));
    expect(xml.righe.map(({ rilievi }) => rilievi.length > 0)).toEqual([false, true, true, true]);
    for (const [formato, bytes] of FORME) {
      const letto = await leggi(bytes);
      expect(letto.esito).toMatchObject({ stato: 'letto', formato, righe: 4, rilieviInvio: [], schemaValido: false });
      expect([formato, verdetti(letto)]).toEqual([formato, verdetti(xml)]);
      expect(letto.righe.map(({ contenuto, chiave, codifica }) => [contenuto, chiave, codifica])).toEqual(
        xml.righe.map(({ contenuto, chiave, codifica }) => [contenuto, chiave, codifica]),
      );
    }
  });

  it.each(FORME)('of %s is read the same in any cut, and in a gzip or a ZIP', async (_, bytes) => {
    const whole = await leggi(bytes);
    for (const pezzo of [1, 3, 50, 1000]) expect(await leggi(bytes, pezzo)).toEqual(whole);
    expect(await leggi(gzipSync(bytes), 100)).toEqual(whole);
    expect(await leggi(zip([{ nome: 'dati', contenuto: bytes }]), 100)).toEqual(whole);
    expect(await leggi(zip([{ nome: 'dati', contenuto: bytes, intera: true }]))).toEqual(whole);
  });

  it('says where each finding is', async () => {
    const amount = NOMI.indexOf('importo_mensile');
    const [inCsv, inXlsx, inJson, inNdjson] = await Promise.all(FORME.map(([, bytes]) => leggi(bytes)));
    const first = (letto: typeof inCsv) => letto!.righe[1]!.rilievi.find(({ campo }) => campo.endsWith('ImportoMensile'));
    expect(first(inCsv)).toMatchObject({ riga: 2, linea: 3, colonna: amount + 1, valore: 'dieci' });
    expect(first(inCsv)!.cella).toMatch(/^[A-Z]+3$/);
    expect(first(inXlsx)).toMatchObject({ riga: 2, linea: 3, colonna: amount + 1, foglio: 'Dati', cella: first(inCsv)!.cella });
    expect(inXlsx!.righe[1]).toMatchObject({ linea: 3, colonna: 1, foglio: 'Dati' });
    const lines = json.split('\n');
    const line = lines.findIndex((one) => one.includes('"dieci"'));
    expect(first(inJson)).toMatchObject({ riga: 2, linea: line + 1, colonna: lines[line]!.indexOf('"dieci"') + 1 });
    expect(first(inNdjson)).toMatchObject({ riga: 2, linea: 2, colonna: ndjson.split('\n')[1]!.indexOf('"dieci"') + 1 });
  });

  it('may have no riga at all, and says so', async () => {
    for (const empty of [csv(';', '\n', []), xlsx(foglio('Dati', [])), '[]', '{"righe": []}', '{"ente_erogatore":"A271","righe":[]}']) {
      const { esito, righe } = await leggi(empty);
      expect([esito.stato, esito.schemaValido, righe]).toEqual(['letto', false, []]);
      expect(esito.rilieviInvio.map(({ regola, campo }) => `${regola} ${campo}`)).toEqual(['XSD-04 Flusso']);
    }
  });

  it('lists its findings within the limits, and says how many more there are', async () => {
    const wrong = csv(';', '\n', Array.from({ length: 10 }, () => COLONNE[1]!));
    const each = (await leggi(wrong)).righe[0]!.rilievi.length;
    const { righe, esito } = await leggi(wrong, 1000, { rilieviPerDocumento: each * 3 });
    expect(righe.map(({ rilievi }) => rilievi.length)).toEqual([each, each, each, 1, 1, 1, 1, 1, 1, 1]);
    expect(esito.rilieviInvio.map(({ messaggio }) => messaggio)).toEqual([`Altri ${7 * (each - 1)} rilievi non sono elencati.`]);
    const many = `${csv().split('\n')[0]};${Array.from({ length: 60 }, (_, at) => `colonna${at}`).join(';')}\n`;
    expect((await leggi(many)).esito.rilieviInvio).toHaveLength(51);
  });
}); // prettier-ignore

describe('whatever a rule speaks of', () => {
  const casi = Object.values(CASI)
    .flatMap(({ parla, tace }) => [...parla, ...tace])
    .map((parti) => colonneDi(parti));
  const nomi = [...new Set(casi.flatMap((one) => Object.keys(one)))];
  const celle = casi.map((one) => nomi.map((nome) => text(one[nome])));
  const objects = casi.map((one) => JSON.stringify(oggettoDi(one)));
  const asRow = casi.map((one) => detti(leggiColonne(one).rilievi));
  const asObject = casi.map((one) => detti(leggiOggetto(oggettoDi(one)).rilievi));

  it.each([
    ['CSV', Buffer.from([nomi, ...celle].map((riga) => riga.map(quoted).join(';')).join('\n')), asRow],
    ['XLSX', xlsx({ nome: 'a', righe: [nomi, ...celle.map((riga) => riga.map((one) => (one === '' ? null : one)))] }), asRow],
    ['JSON', Buffer.from(`{"righe":[${objects.join(',\n')}]}`), asObject],
    ['NDJSON in a gzip', gzipSync(objects.join('\n')), asObject],
  ])('the bytes of %s give each riga the verdict of its values', async (_, bytes, verdicts) => {
    const { esito, righe } = await leggi(bytes, 1000);
    expect(esito.righe).toBe(casi.length);
    expect(righe.map(({ rilievi }) => detti(rilievi))).toEqual(verdicts);
  }); // prettier-ignore
});

describe('a large document', () => {
  const many = Array.from({ length: 1500 }, () => COLONNE[0]!);
  it.each([
    ['XML', () => Buffer.from(documento({}, beneficiario().repeat(1500)))],
    ['CSV', () => Buffer.from(csv(';', '\n', many))],
    ['XLSX', () => xlsx(foglio('Dati', many))],
    ['JSON', () => Buffer.from(JSON.stringify(many.map((one) => oggettoDi(one))))],
    ['NDJSON in a gzip', () => gzipSync(many.map((one) => JSON.stringify(oggettoDi(one))).join('\n'))],
  ])('of %s does not hold up what else the process has to do', async (_, make) => {
    const bytes = make();
    let turns = 0;
    let done = false;
    const turn = (): void => {
      turns++;
      if (!done) setImmediate(turn);
    };
    setImmediate(turn);
    const { esito } = await leggi(bytes, bytes.length);
    done = true;
    expect(esito).toMatchObject({ stato: 'letto', righe: 1500 });
    expect(turns).toBeGreaterThan(2);
  }); // prettier-ignore

  it('may be left in the middle', async () => {
    const bytes = gzipSync(csv(';', '\n', many));
    let closed = 0;
    const sorgente = {
      byte: bytes.length,
      async *read(dal: number, al: number) {
        try {
          for (let at = dal; at < al; at += 1000) yield bytes.subarray(at, Math.min(al, at + 1000));
        } finally {
          closed++;
        }
      },
    };
    const lettura = readDocumento(PS_PSA_SINA_201812, CONTESTO_CON_CODICI_LOCALI, LIMITI_PREDEFINITI, sorgente);
    for await (const righe of lettura.righe()) if (righe.length > 0) break;
    expect(closed).toBe(2);
  });
});

describe('a CSV', () => {
  const right = async () => (await leggi(csv())).righe.map(({ contenuto }) => contenuto);

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv()}`)],
    ['Windows-1252', iconv.encode(csv(), 'windows-1252')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${csv()}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(csv(), 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${csv()}`, 'utf16le').swap16()],
    ['commas', Buffer.from(csv(','))],
    ['tabs', Buffer.from(csv('\t'))],
    ['lines of Windows', Buffer.from(csv(';', '\r\n'))],
    ['lines of old Macintosh', Buffer.from(csv(';', '\r'))],
    ['its separator said to Excel', Buffer.from(`sep=|\n${csv('|')}`)],
    ['names as in XML', Buffer.from(csv().replace('codice_fiscale', 'CodiceFiscale').replace('cognome', ' COGNOME '))],
    ['blank rows', Buffer.from(csv(';', '\n\n;;;;\n'))],
  ])('is read with %s', async (_, bytes) => {
    for (const pezzo of [1, 64, 65_536]) {
      const { righe, esito } = await leggi(bytes, pezzo);
      expect(righe.map(({ contenuto }) => contenuto)).toEqual(await right());
      expect(esito.rilieviInvio).toEqual([]);
    }
  }); // prettier-ignore

  it('may have a title, of which it is told', async () => {
    const { esito, righe } = await leggi(`Prestazioni 2026\n\n${csv()}`);
    expect(righe.map(({ linea }) => linea)).toEqual([4, 5, 6, 7]);
    expect(esito.rilieviInvio).toMatchObject([{ regola: 'TB-14', linea: 1, cella: 'A1' }]);
  });

  it.each([
    ['no header', 'uno;due\n1;2\n', 'TB-13'],
    ['one name alone', 'cognome\nROSSI\n', 'TB-13'],
    ['a header below the tenth row', `${'x\n'.repeat(10)}${csv()}`, 'TB-13'],
    ['separators alone', ';;;\n;;;\n', 'TB-01'],
    ['a column twice', csv().replace('cognome', 'cognome;cognome'), 'TB-11'],
    ['two encodings', Buffer.concat([Buffer.from(csv()), iconv.encode(csv(), 'windows-1252')]), 'TB-04'],
    ['an odd number of bytes of UTF-16', Buffer.from(`\ufeff${csv()}`, 'utf16le').subarray(0, -1), 'TB-04'],
    ['a quote left open', `${csv()}"`, 'TB-07'],
  ])('is refused with %s', async (_, given, regola) => {
    const { esito } = await leggi(given, 100);
    expect(esito).toMatchObject({ stato: 'illeggibile', schemaValido: false, formato: 'csv' });
    expect(esito.rilieviInvio.map((one) => one.regola)).toEqual([regola]);
  }); // prettier-ignore

  it('past a limit is refused where it passes it', async () => {
    expect((await leggi(csv(), 100, { righe: 3 })).esito.rilieviInvio[0]).toMatchObject({ regola: 'TB-05', linea: 5, cella: 'A5' });
    expect((await leggi(csv(), 100, { colonne: 3 })).esito.rilieviInvio[0]).toMatchObject({ regola: 'TB-05', linea: 1, cella: 'D1' });
    expect((await leggi(csv(), 100, { cella: 30 })).esito.rilieviInvio[0]).toMatchObject({ regola: 'TB-05', linea: 2 });
    expect((await leggi(csv(), 100, { byte: 300 })).esito.rilieviInvio[0]).toMatchObject({ regola: 'TB-05' });
  }); // prettier-ignore
});

describe('a workbook', () => {
  it('has every visible sheet with a header read, the righe numbered through', async () => {
    const note: FoglioFatto = { nome: 'Note', righe: [['Da leggere', 'prima']] };
    const bytes = xlsx(note, foglio('Uno', COLONNE.slice(0, 1)), { nome: 'Vuoto', righe: [] }, { ...foglio('Nascosto'), stato: 'hidden' }, foglio('Due', COLONNE.slice(1, 3), [['Titolo'], null]));
    const { righe, esito } = await leggi(bytes);
    expect(righe.map(({ numero, foglio: nome, linea }) => `${numero} ${nome} ${linea}`)).toEqual(['1 Uno 2', '2 Due 4', '3 Due 5']);
    expect(righe[1]!.rilievi[0]).toMatchObject({ riga: 2, foglio: 'Due', linea: 4 });
    expect(esito.rilieviInvio.map(({ regola, foglio: nome }) => `${regola} ${nome}`)).toEqual(['TB-09 Note', 'TB-14 Due']);
  }); // prettier-ignore

  it('gives days and numbers of its own, in both calendars', async () => {
    const at = NOMI.indexOf('data_inizio_prestazione');
    const amount = NOMI.indexOf('importo_mensile');
    const row = (serial: number) =>
      NOMI.map((nome, index) => (index === at ? conStile(serial, 1) : index === amount ? 100 : text(COLONNE[0]![nome]) || null));
    for (const [serial, dal1904] of [[46023, false], [44561, true]] as const) {
      const { righe } = await leggi(cartella({ fogli: [{ nome: 'a', righe: [NOMI, row(serial)] }], formati: ['dd/mm/yyyy'], dal1904 }));
      expect(righe[0]!.rilievi).toEqual([]);
      expect(righe[0]!.contenuto).toMatchObject({ dataInizioPrestazione: '2026-01-01', importoMensile: 10_000 });
    }
  }); // prettier-ignore

  it.each([
    ['no header anywhere', xlsx({ nome: 'a', righe: [['x', 'y']] }, { nome: 'b', righe: [['z']] }), 'TB-13'],
    ['nothing in it', xlsx({ nome: 'a', righe: [] }), 'TB-01'],
    ['no visible sheet', xlsx({ ...foglio('a'), stato: 'hidden' }), 'TB-06'],
    ['its tail cut', xlsx(foglio('a')).subarray(0, -30), 'AR-02'],
    ['an encrypted part', cartella({ fogli: [foglio('a')], parti: { 'xl/workbook.xml': { bandiere: 1 } } }), 'TB-03'],
    ['too many shared texts', xlsx(foglio('a')), 'TB-05', { testiCondivisi: 100 }],
    ['too many sheets', xlsx(foglio('a'), foglio('b')), 'TB-05', { fogli: 1 }],
    ['too many bytes', xlsx(foglio('a')), 'TB-05', { byteDecompressi: 3000 }],
    ['a sheet that breaks off', cartella({ fogli: [foglio('a'), foglio('b')], parti: { 'xl/worksheets/sheet2.xml': '<worksheet><sheetData><row>' } }), 'TB-06'],
    ['too many bytes, inside an archive', gzipSync(xlsx(foglio('a'))), 'AR-05', { annidato: 1000 }],
    ['another document of Office', zip([{ nome: '[Content_Types].xml', contenuto: '<Types/>' }, { nome: 'word/document.xml', contenuto: '<a/>' }]), 'TB-02'],
  ])('is refused with %s', async (_, given, regola, limiti: Partial<Limiti> = {}) => {
    const { esito } = await leggi(given, 1000, limiti);
    expect(esito).toMatchObject({ stato: 'illeggibile', schemaValido: false });
    expect(esito.rilieviInvio[0]!.regola).toBe(regola);
  }); // prettier-ignore
});

describe('JSON', () => {
  const [first, second] = oggetti as [Record<string, unknown>, Record<string, unknown>];

  it('says beside its righe, before them, whose they are', async () => {
    const { righe, esito } = await leggi(JSON.stringify({ cfOperatore: 'RSSMRK66C14H501U', Ente_Erogatore: 'A271', righe: [first, { ...first, ente_erogatore: 'E388' }] }));
    expect(esito.rilieviInvio).toEqual([]);
    expect(righe.map(({ mittenza }) => mittenza)).toEqual([
      { ente: 'A271', codiceFiscaleOperatore: 'RSSMRK66C14H501U' },
      { ente: 'E388', codiceFiscaleOperatore: 'RSSMRK66C14H501U' },
    ]);
  }); // prettier-ignore

  it('may be of one object alone, or of a list', async () => {
    expect((await leggi(JSON.stringify(first, null, 2))).esito).toMatchObject({ formato: 'ndjson', righe: 1, schemaValido: true });
    expect((await leggi(` \n[${JSON.stringify(first)}]`)).esito).toMatchObject({ formato: 'json', righe: 1 });
    const utf16 = Buffer.from(`\ufeff${JSON.stringify(first)}\r\n${JSON.stringify(second)}\r\n`, 'utf16le');
    expect((await leggi(utf16, 7)).esito).toMatchObject({ formato: 'ndjson', righe: 2 });
  }); // prettier-ignore

  it('is told of what it has beside its righe that is of no use', async () => {
    const { esito } = await leggi(JSON.stringify({ versione: 1, ente_erogatore: 7, cf_operatore: null, righe: [first], generato_il: 'x' }));
    expect(esito.stato).toBe('letto');
    expect(esito.rilieviInvio.map(({ regola, gravita, campo, colonna }) => `${regola} ${gravita} ${campo} ${colonna > 1}`)).toEqual([
      'JS-05 avviso  true',
      'JS-08 errore ente_erogatore true',
      'JS-05 avviso  true',
    ]);
  }); // prettier-ignore

  it('has a key that is written twice told, on its riga', async () => {
    const text = `[${JSON.stringify(first)}, ${JSON.stringify(first).replace('{', '{"cognome":"BIANCHI",')}]`;
    const { righe } = await leggi(text);
    expect(righe[0]!.rilievi).toEqual([]);
    expect(righe[1]!.rilievi).toMatchObject([
      { regola: 'JS-07', riga: 2, gravita: 'errore', valore: 'cognome', linea: 1 },
    ]);
  });

  it('keeps out what nothing can store, and says so in what can be stored', async () => {
    const { righe } = await leggi(`[${JSON.stringify({ ...first, cognome: 'A\0B', nome: 'A\ud800' })}]`);
    expect(righe[0]!.contenuto).not.toHaveProperty('cognome', 'A\0B');
    expect(righe[0]!.rilievi.map(({ regola, valore }) => `${regola} ${valore}`)).toEqual([
      'JS-15 A\ufffdB',
      'JS-15 A\ufffd',
    ]);
  });

  it.each([
    ['who it is of after the righe', `{"righe":[{}],"ente_erogatore":"A271"}`, 'JS-06'],
    ['righe twice', `{"righe":[{}],"righe":[{}]}`, 'JS-06'],
    ['righe twice, in another writing', `{"righe":[{}],"Righe":[{}]}`, 'JS-06'],
    ['righe that are no list', `{"ente_erogatore":"A271","righe":{"a":1}}`, 'JS-04'],
    ['no object', '[1,2]', 'JS-04'],
    ['an end that does not come', json.slice(0, -3), 'JS-01'],
    ['a line that breaks off', `${ndjson}\n{"a":`, 'JS-01'],
    ['two encodings', Buffer.concat([Buffer.from('[{"a":"è'), Buffer.from([0xe8]), Buffer.from('"}]')]), 'JS-02'],
    ['a riga too long', `[{"a":"${'x'.repeat(2 * 1024 ** 2)}"}]`, 'JS-03'],
    ['too many righe', ndjson, 'JS-03', { righe: 3 }],
  ])('is refused with %s', async (_, given, regola, limiti: Partial<Limiti> = {}) => {
    const { esito } = await leggi(given, 10_000, limiti);
    expect(esito).toMatchObject({ stato: 'illeggibile', schemaValido: false });
    expect(esito.rilieviInvio[0]!.regola).toBe(regola);
  }); // prettier-ignore
});

describe('whatever the bytes', () => {
  const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { maxLength: 6 });

  it.each([...FORME, ['gzip', gzipSync(csv())] as const, ['zip', zip([{ nome: 'a', contenuto: csv() }])] as const])(
    'that come of %s, there is an answer, the same in any cut',
    async (nome, original) => {
      // Of what is compressed, how much comes out before the fault depends on the cut: what is said may be of the archive or of what it holds.
      const inflated = ['gzip', 'zip', 'xlsx'].includes(nome);
      await fc.assert(
        fc.asyncProperty(changes, fc.oneof(fc.constant(0), fc.nat()), fc.integer({ min: 1, max: 3000 }), async (at, less, cut) => {
          const bytes = Buffer.from(original.subarray(0, original.length - (less % original.length)));
          for (const change of at) bytes[change.at % bytes.length] = change.byte;
          const { esito, rilievi } = await leggi(bytes, cut);
          const whole = (await leggi(bytes)).esito;
          expect(whole.stato).toBe(esito.stato);
          if (!inflated || esito.stato === 'letto') expect({ ...whole, righe: 0 }).toEqual({ ...esito, righe: 0 });
          if (esito.stato === 'illeggibile') expect(esito.rilieviInvio[0]!).toMatchObject({ riga: null, gravita: 'errore' });
          for (const one of rilievi) expect(one.linea >= 1 && one.colonna >= 1 && one.rimedio.length > 3).toBe(true);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  it('there is an answer to any bytes, and to any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }), fc.json()), async (given) => {
        expect(typeof (await leggi(given, 3)).esito.stato).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
}); // prettier-ignore
