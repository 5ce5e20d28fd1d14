import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cartella } from '../../../../libs/tracciati/src/corpus/cartella.js';
import { loadRegionali } from '../prova/liste-di-prova.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADER = 'codice;denominazione;descrizione;codice_padre;relazione;codice_regionale;dal;al;nota';
const file = (...rows: string[]): string => [HEADER, ...rows].join('\r\n');

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  await loadRegionali(nomenclatore);
});
afterAll(() => nomenclatore?.close());

const upload = (client: string | undefined, ente: string, body: string | Buffer, query = '', type = 'text/csv') =>
  nomenclatore
    .send('post', `/nomenclature-locali/${ente}/caricamenti${query}`, client)
    .set('content-type', type)
    .send(body);
const read = async (ente: string, query = '', client = 'regione') =>
  (await nomenclatore.send('get', `/nomenclature-locali/${ente}${query}`, client).expect(200)).body;
const sent = async (from: number) =>
  (await nomenclatore.sent()).slice(from).map(({ name, voci }) => [name, voci.map(({ id }) => id)]);
const rows = (table: string) => nomenclatore.database.admin(`SELECT * FROM nomenclatore.${table} ORDER BY 1, 2`);
const everything = async () =>
  Promise.all(
    // Of messages only which there are: the bus notes beside them why they have not left.
    ['associazione', 'versione_nomenclatura', 'nomenclatura_locale', 'storia', 'voce_pubblicata', 'outbox'].map(
      (table) =>
        table === 'outbox'
          ? nomenclatore.database.admin('SELECT id FROM nomenclatore.outbox ORDER BY id')
          : rows(table),
    ),
  );

const LISTA = [
  'AD;Assistenza;;;;;;;',
  'AD.1;S.A.D.;Appalto;AD;piu_ampia;R4;;;come da contratto',
  'AD.2;Pasti a domicilio;;AD;esatta;R5;;;',
  'MIX;Trasporti e telesoccorso;;;scelta;R6;;2026-06-30;',
  'MIX;Trasporti e telesoccorso;;;scelta;R7;;2026-06-30;',
  'ORTI;Orti sociali;;;;;;;',
];

describe('the first list of an ente', () => {
  it('is examined first, and nothing of it is kept', async () => {
    const before = await everything();
    const { body } = await upload('uno', 'X001', file(...LISTA), '?verifica=true').expect(200);
    expect(body).toMatchObject({
      sistema: 'LOC:X001',
      verifica: true,
      versione: '1',
      nuova: true,
      codici: { nuovi: 5, cambiati: 0, tolti: 0 },
      associazioni: { approvate: 1, proposte: 2, chiuse: 0, ritirate: 0 },
    });
    expect(await everything()).toEqual(before);
  });

  it('is a version published at once, with its associations proposed, and approved where nobody needs to look', async () => {
    const from = (await nomenclatore.sent()).length;
    const { body } = await upload('uno', 'X001', file(...LISTA)).expect(200);
    expect(body).toEqual({
      sistema: 'LOC:X001',
      verifica: false,
      invariata: false,
      versione: '1',
      nuova: true,
      dal: '2026-03-10',
      codici: { nuovi: 5, cambiati: 0, tolti: 0 },
      associazioni: { approvate: 1, proposte: 2, chiuse: 0, ritirate: 0 },
      completezza: { voci: 5, associate: 1, da_approvare: 2, senza_associazione: 1 },
      rilievi: [expect.objectContaining({ regola: 'AS-10', riga: 3, cella: 'F3' })],
    });
    expect(await sent(from)).toEqual([
      ['nomenclatore.pubblicato.v1', ['LOC:X001@1#0']],
      ['associazione.approvata.v1', ['LOC:X001|AD.2|REG']],
    ]);
    const [{ contenuto }] = (await nomenclatore.database.admin<{ contenuto: Record<string, unknown> }>(
      `SELECT contenuto FROM nomenclatore.voce_pubblicata WHERE id = 'LOC:X001@1#0'`,
    )) as [{ contenuto: Record<string, unknown> }];
    expect(contenuto).toMatchObject({ sistema: 'LOC:X001', stato: 'pubblicata', dal: '2026-03-10', al: null });
    expect(contenuto['ente']).toBe((await read('X001')).ente);
  });

  it('the same file again changes nothing, and says so', async () => {
    const before = await everything();
    const { body } = await upload('uno', 'X001', file(...LISTA)).expect(200);
    expect(body).toMatchObject({
      invariata: true,
      nuova: false,
      versione: '1',
      codici: { nuovi: 0, cambiati: 0, tolti: 0 },
      associazioni: { approvate: 0, proposte: 0, chiuse: 0, ritirate: 0 },
    });
    expect(await everything()).toEqual(before);
  });

  it('is read with its codes and their associations', async () => {
    const lista = await read('X001', '', 'uno');
    expect(lista).toMatchObject({
      denominazione: 'Comune di Uno',
      sistema: 'LOC:X001',
      versioni: [{ versione: '1', stato: 'pubblicata', dal: '2026-03-10', al: null, voci: 5 }],
      versione: '1',
    });
    expect(
      lista.voci.map(({ codice, associazioni }: { codice: string; associazioni: { stato: string }[] }) => [
        codice,
        associazioni.map(({ stato }) => stato),
      ]),
    ).toEqual([
      ['AD', []],
      ['AD.1', ['proposta']],
      ['AD.2', ['approvata']],
      ['MIX', ['proposta']],
      ['ORTI', []],
    ]);
    expect(lista.voci[3].associazioni[0]).toMatchObject({
      a: 'REG',
      relazione: 'scelta',
      destinazioni: ['R6', 'R7'],
      al: '2026-06-30',
    });
    expect(lista.voci[1]).toMatchObject({ codice_padre: 'AD', descrizione: 'Appalto' });
  });

  it('is downloaded as the file that uploads it: the round trip changes nothing', async () => {
    const answer = await nomenclatore.send('get', '/nomenclature-locali/X001?formato=csv', 'uno').expect(200);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.text.split('\r\n')[0]).toBe(`\uFEFF${HEADER}`);
    expect(answer.text).toContain('AD.1;S.A.D.;Appalto;AD;piu_ampia;R4;2026-03-10;;come da contratto');
    const before = await everything();
    expect((await upload('uno', 'X001', answer.text).expect(200)).body.invariata).toBe(true);
    expect(await everything()).toEqual(before);
    const byAccept = await nomenclatore
      .send('get', '/nomenclature-locali/X001', 'uno')
      .set('accept', 'text/csv')
      .expect(200);
    expect(byAccept.text).toBe(answer.text);
  });
});

describe('a list that changes', () => {
  const changed = LISTA.map((row) => row.replace('piu_ampia;R4', 'esatta;R4').replace('Orti sociali', 'Orti urbani'));

  it('on the day the last one began takes its place; what is proposed no more is taken back', async () => {
    const { body } = await upload('uno', 'X001', file(...changed)).expect(200);
    expect(body).toMatchObject({
      versione: '2',
      dal: '2026-03-10',
      codici: { nuovi: 0, cambiati: 1, tolti: 0 },
      associazioni: { approvate: 0, proposte: 1, ritirate: 1 },
    });
    expect((await read('X001')).versioni).toMatchObject([
      { versione: '2', stato: 'pubblicata', dal: '2026-03-10', al: null },
      { versione: '1', stato: 'ritirata', dal: '2026-03-10' },
    ]);
  });

  it('on a later day ends the last one the day before; without a code it leaves the past as it is', async () => {
    nomenclatore.clock.set('2026-04-01T08:00:00Z');
    const without = changed.filter((row) => !row.startsWith('ORTI'));
    const { body } = await upload('uno', 'X001', file(...without, 'NIDO;Nido;;;;;2026-01-01;;')).expect(200);
    expect(body).toMatchObject({ versione: '3', dal: '2026-04-01', codici: { nuovi: 1, tolti: 1 } });
    expect((await read('X001')).versioni.slice(0, 2)).toMatchObject([
      { versione: '3', dal: '2026-04-01', al: null },
      { versione: '2', dal: '2026-03-10', al: '2026-03-31' },
    ]);
    expect((await read('X001', '?versione=2')).voci).toHaveLength(5);
  });

  it('with new codes only is there from the day they begin, so that righe of that day find them', async () => {
    nomenclatore.clock.set('2026-05-04T08:00:00Z');
    const without = changed.filter((row) => !row.startsWith('ORTI'));
    const more = [...without, 'NIDO;Nido;;;;;2026-01-01;;', 'DOPO;Doposcuola;;;esatta;R7;2026-04-15;;'];
    const { body } = await upload('uno', 'X001', file(...more)).expect(200);
    expect(body).toMatchObject({ versione: '4', dal: '2026-04-15' });
    const voci = (await read('X001')).voci as { codice: string; associazioni: { dal: string }[] }[];
    expect(voci.find(({ codice }) => codice === 'DOPO')!.associazioni).toMatchObject([{ dal: '2026-04-15' }]);
  });

  it('may not begin before the one in force', async () => {
    const { body } = await upload('uno', 'X001', file('NUOVO;Nuovo;;;;;;;'), '?dal=2026-01-01').expect(422);
    expect(body).toMatchObject({ code: 'file_con_errori', errori: 1, per_regola: { 'LL-13': 1 } });
  });

  it('ends what is approved on the day the file says, not in the past; what the region refused is not proposed again', async () => {
    const lista = await read('X001');
    const pasti = lista.voci.find(({ codice }: { codice: string }) => codice === 'AD.2').associazioni[0];
    const dopo = lista.voci.find(({ codice }: { codice: string }) => codice === 'DOPO').associazioni[0];
    await nomenclatore
      .send('post', `/associazioni/${dopo.id}/decisioni`, 'regione')
      .send({ decisione: 'rifiuta', revisione: 1, motivo: 'è scuola' })
      .expect(200);
    const text = (al: string) =>
      file('AD.2;Pasti a domicilio;;AD;esatta;R5;2026-03-10;' + al + ';', 'DOPO;Doposcuola;;;esatta;R7;2026-04-15;;');
    const { body: refused } = await upload('uno', 'X001', text('2026-04-30')).expect(422);
    expect(refused.per_regola).toEqual({ 'LL-14': 1, 'LL-10': 1, 'LL-05': 1 });
    const { body } = await upload('uno', 'X001', text('2026-12-31')).expect(200);
    expect(body).toMatchObject({ associazioni: { proposte: 0, approvate: 0, chiuse: 1 } });
    expect(body.rilievi).toContainEqual(
      expect.objectContaining({ regola: 'LL-10', gravita: 'avviso', messaggio: expect.stringContaining('è scuola') }),
    );
    const { body: closed } = await nomenclatore.send('get', `/associazioni/${pasti.id}`, 'uno').expect(200);
    expect(closed).toMatchObject({ stato: 'chiusa', al: '2026-12-31' });
  });
});

describe('a wrong file', () => {
  it('is refused whole, with every fault on its cell', async () => {
    const before = await everything();
    const { body } = await upload(
      'regione',
      'X003',
      file(
        'A;Uno;;B;esatta;R99;;;',
        'B;Due;;A;esatta;R4;2026-07-01;;',
        'C;Tre;;;scelta;R5;;;',
        'D;Quattro;;;esatta;R5;;;',
        'D;Quattro;;;esatta;R7;;;',
        'E;Cinque;;;;R5;;;',
        'F;Sei;;;esatta;;;;',
        'G;Sette;;;esatta;R5;2026-05-10;2026-05-01;',
        'A1.01;Otto;;;;;;;',
        'H;Nove;;;esatta;R5;2026-05-05;2026-12-31;',
        'H;Nove;;;esatta;R7;2026-08-01;;',
        'H;Nove bis;;;;;;;',
        'I;Dieci;;;esatta;R5;2026-05-05;2026-12-31;',
        'I;Dieci;;;esatta;R7;2026-08-01;;',
      ),
    ).expect(422);
    expect(body.code).toBe('file_con_errori');
    const found = body.rilievi.map(({ regola, cella }: { regola: string; cella: string }) => `${cella} ${regola}`);
    expect(found.toSorted()).toEqual(
      [
        'D2 LL-04',
        'F2 AS-08',
        'D3 LL-04',
        'F3 AS-09',
        'E4 AS-02',
        'E5 AS-03',
        'E6 AS-03',
        'E7 LL-07',
        'F8 LL-06',
        'H9 AS-05',
        'A10 LL-09',
        'A13 LL-02',
        'B13 LL-03',
        'G15 LL-08',
      ].toSorted(),
    );
    expect(body.per_regola).toMatchObject({ 'LL-04': 2, 'AS-03': 2 });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['no bytes', '', 'TB-01'],
    ['no rows', HEADER, 'LL-01'],
    ['no header', 'A;Uno', 'TB-'],
    ['a code that could say a choice', file('A/B;Uno;;;;;;;'), 'TB-'],
    ['a code of 41 characters', file(`${'A'.repeat(41)};Uno;;;;;;;`), 'TB-'],
    ['a code with a line in it', file('"A\nB";Uno;;;;;;;'), 'TB-'],
    ['a day that does not exist', file('A;Uno;;;esatta;R5;2026-02-30;;'), 'TB-'],
    ['a relation nobody knows', file('A;Uno;;;uguale;R5;;;'), 'TB-'],
    ['more rows than a list has', file(...Array.from({ length: 5_001 }, (_, at) => `C${at};Uno;;;;;;;`)), 'TB-'],
    ['a cell without an end', file(`A;"${'x'.repeat(40_000)}`), 'TB-'],
    ['bytes of no encoding', Buffer.from([0x63, 0xff, 0xfe, 0x00, 0x81]), 'TB-'],
    ['a workbook that is none', Buffer.from('PK\u0003\u0004nonsense'), 'TB-'],
  ])('%s', async (_, body, regola) => {
    const before = await everything();
    const { body: problem } = await upload('regione', 'X003', body).expect(422);
    expect(problem.code).toBe('file_con_errori');
    expect(Object.keys(problem.per_regola).some((one) => one.startsWith(regola))).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it('a formula is text, with a warning, and comes back as text', async () => {
    const { body } = await upload('regione', 'X003', file('A;=2+3;;;;;;;'), '?verifica=true').expect(200);
    expect(body.rilievi).toMatchObject([{ gravita: 'avviso', cella: 'B2' }]);
  });

  it('more bytes than a list has, or a media type that is none of ours', async () => {
    await upload('regione', 'X003', 'x'.repeat(9 * 1024 ** 2)).expect(413);
    await upload('regione', 'X003', file(...LISTA), '', 'text/plain').expect(415);
    await upload('regione', 'X003', file(...LISTA), '?dal=ieri').expect(422);
  });
});

describe('a workbook', () => {
  const sheet = (...righe: (string | number | null | { xml: string })[][]) =>
    cartella({ fogli: [{ nome: 'Lista', righe: [HEADER.split(';'), ...righe] }] });

  it('is read as the same list', async () => {
    const righe = LISTA.map((row) => row.split(';').map((cell) => (cell === '' ? null : cell)));
    const { body } = await upload('regione', 'X003', sheet(...righe), '?verifica=true', XLSX).expect(200);
    expect(body).toMatchObject({ codici: { nuovi: 5 }, associazioni: { approvate: 1, proposte: 2 } });
  });

  it('with a code worked out by a formula is read as what it worked out', async () => {
    const formula = { xml: '<c t="str"><f>1+1</f><v>2</v></c>' };
    const { body } = await upload('regione', 'X003', sheet([formula, 'Due']), '?verifica=true', XLSX).expect(200);
    expect(body.codici.nuovi).toBe(1);
  });

  it('with a cell of ten megabytes, or that grows without end, is refused, and nothing is kept', async () => {
    const before = await everything();
    for (const cell of ['x'.repeat(10 * 1024 ** 2), ' '.repeat(60 * 1024 ** 2)]) {
      const { body } = await upload('regione', 'X003', sheet(['A', cell]), '', XLSX).expect(422);
      expect(body.per_regola).toEqual({ 'TB-05': 1 });
    }
    expect(await everything()).toEqual(before);
  });
});

describe('two uploads at once', () => {
  it('for one ente are taken one after the other, and nothing is mixed', async () => {
    const one = file(...Array.from({ length: 300 }, (_, at) => `U${at};Uno ${at};;;piu_ampia;R5;;;`));
    const other = file(...Array.from({ length: 200 }, (_, at) => `D${at};Due ${at};;;piu_ampia;R7;;;`));
    const answers = await Promise.all([
      upload('regione', 'X002', one),
      upload('consorzio', 'X002', other),
      upload('regione', 'X002', one),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const lista = await read('X002');
    const letters = new Set(lista.voci.map(({ codice }: { codice: string }) => codice[0]));
    expect([...letters]).toHaveLength(1);
    expect(lista.versioni.filter(({ stato }: { stato: string }) => stato === 'pubblicata')).toHaveLength(1);
    const open = await nomenclatore.database.admin<{ letter: string; count: number }>(
      `SELECT left(codice, 1) AS letter, count(*)::integer AS count FROM nomenclatore.associazione
        WHERE da = 'LOC:X002' AND stato = 'proposta' GROUP BY 1`,
    );
    expect(open).toEqual([{ letter: [...letters][0], count: lista.voci.length }]);
  });
});

describe('what a local code is', () => {
  const translate = async (codice: string, giorno: string) =>
    (
      await nomenclatore
        .send('post', '/traduzioni')
        .send({ da: 'LOC:X001', a: 'REG', giorno, codici: [codice] })
        .expect(200)
    ).body.traduzioni[0];

  it('is told to everybody as soon as it is approved, and for its days only', async () => {
    expect(await translate('AD.2', '2026-03-10')).toMatchObject({ esito: 'tradotto', codice_tradotto: 'R5' });
    expect(await translate('AD.2', '2026-12-31')).toMatchObject({ esito: 'tradotto', codice_tradotto: 'R5' });
    expect(await translate('AD.2', '2027-01-01')).toMatchObject({ esito: 'senza_associazione' });
    expect(await translate('AD.2', '2026-03-09')).toMatchObject({ esito: 'codice_sconosciuto' });
    expect(await translate('ORTI', '2026-03-31')).toMatchObject({ esito: 'senza_associazione' });
    expect(await translate('ORTI', '2026-04-01')).toMatchObject({ esito: 'codice_sconosciuto' });
  });
});

describe('who', () => {
  it('nobody without a token, no software house, no technician', async () => {
    for (const [client, status] of [
      [undefined, 401],
      ['casa', 403],
      ['tecnico', 403],
    ] as const) {
      await upload(client, 'X001', file(...LISTA)).expect(status);
      await nomenclatore.send('get', '/nomenclature-locali/X001', client).expect(status);
    }
  });

  it('an ente that is not the caller’s is as if it were not there', async () => {
    const strangers = [
      await upload('uno', 'X003', file(...LISTA)).expect(404),
      await upload('uno', 'X999', file(...LISTA)).expect(404),
    ];
    expect(strangers.map(({ body }) => body.code)).toEqual(['ente_sconosciuto', 'ente_sconosciuto']);
    await nomenclatore.send('get', '/nomenclature-locali/X003', 'uno').expect(404);
    // Its delega of X001 ended on 9 March: its capofila reads the lists of the ambito, and does not write them.
    await nomenclatore.send('get', '/nomenclature-locali/X001', 'consorzio').expect(200);
    await upload('consorzio', 'X001', file(...LISTA)).expect(404);
  });

  it('an ente without a list reads that it has none', async () => {
    expect(await read('X003')).toMatchObject({ sistema: null, versioni: [], versione: null, voci: [] });
    await nomenclatore.send('get', '/nomenclature-locali/X003?versione=1', 'regione').expect(404);
  });
});
