import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TRACCIATI } from '../catalogo.js';
import type { Codifica, ContestoRegole } from '../contesto.js';
import { CONTESTO_CON_CODICI_LOCALI, CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { UNICA } from '../prova/documento.js';
import { OPERATORE, type Colonne, colonneDi, detti, leggiColonne, leggiOggetto, oggettoDi } from '../prova/piano.js';
import { REGOLE_ESTENSIONE } from '../regole/estensione.js';

const riga = (colonne: Colonne, contesto?: ContestoRegole) => leggiColonne({ ...colonneDi(), ...colonne }, contesto && { contesto }); // prettier-ignore
const codici = (colonne: Colonne): string[] => detti(riga(colonne).rilievi);
/** A row that has these values and nothing else. */
const solo = (colonne: Colonne) => leggiColonne(Object.fromEntries([...Object.keys(colonneDi()).map((key) => [key, ''] as const), ...Object.entries(colonne)])); // prettier-ignore

describe('The regional extension of a riga', () => {
  it('is absent when nothing is said, in every form', () => {
    for (const read of [leggiColonne(colonneDi()), leggiOggetto(oggettoDi(colonneDi()))]) {
      expect(read.rilievi).toEqual([]);
      expect('regionale' in read.contenuto).toBe(false);
      expect([read.mittenza, read.provvisoria, read.chiave.idMittente]).toEqual([
        { codiceFiscaleOperatore: OPERATORE },
        undefined,
        undefined,
      ]);
    }
  });

  it('names an operator, whom INPS asks for: only a cancellation by key may leave it out, and a provisional riga has time', () => {
    const manca = (colonne: Colonne) => codici({ cf_operatore: '', ...colonne });
    expect(manca({})).toEqual(['XSD-06 cf_operatore errore']);
    expect(manca({ tipo_operazione: 'C' })).toEqual(['XSD-06 cf_operatore errore']);
    expect(manca({ tipo_operazione: 'C', id_mittente: 'R-1' })).toEqual([]);
    expect(manca({ provvisoria: 'sì', id_mittente: 'R-1' })).toEqual(['SN-23 provvisoria avviso', 'XSD-06 cf_operatore avviso']);
    const [rilievo] = riga({ cf_operatore: '' }).rilievi;
    expect(rilievo).toMatchObject({ messaggio: expect.stringContaining('Manca cf_operatore'), cella: expect.stringMatching(/2$/) });
  }); // prettier-ignore

  it('is kept under its own key, each value in its canonical form', () => {
    const { contenuto, rilievi } = riga({
      gestore: 'Cooperativa Aurora',
      unita_offerta: 'CDD 3',
      fondo: 'FNA 2025',
      cup: 'e61b18000000001',
      provvedimento: 'DD 12/2026',
      data_domanda: '1/12/2025',
      data_riconoscimento: '2025-12-20',
      data_nascita: '14.03.1966',
    });
    expect(rilievi).toEqual([]);
    expect(contenuto['regionale']).toEqual({
      gestore: 'Cooperativa Aurora',
      unitaOfferta: 'CDD 3',
      fondo: 'FNA 2025',
      cup: 'E61B18000000001',
      provvedimento: 'DD 12/2026',
      dataDomanda: '2025-12-01',
      dataRiconoscimento: '2025-12-20',
      dataNascita: '1966-03-14',
    });
  });

  it('says whose the riga is, and by whom it is sent', () => {
    const { mittenza, chiave, rilievi } = riga({ id_mittente: 'R-1', ente_erogatore: 'c_a271', cf_operatore: 'rssmrk66c14h501u' });
    expect(rilievi).toEqual([]);
    expect(mittenza).toEqual({ ente: 'c_a271', codiceFiscaleOperatore: 'RSSMRK66C14H501U' });
    expect(chiave.idMittente).toBe('R-1');
  }); // prettier-ignore

  it('asks the lists of the ente that the riga names', () => {
    const asked: unknown[] = [];
    const contesto: ContestoRegole = {
      ...CONTESTO_DI_PROVA,
      codifica: (...question): Codifica => {
        asked.push(question);
        return { esito: 'tradotta', codice: 'A1.04', versioni: [] };
      },
      ultimoGiornoEnte: (ente) => (ente === 'A271' ? '2025-12-31' : undefined),
    };
    expect(detti(riga({ ente_erogatore: 'A271' }, contesto).rilievi)).toEqual(['SN-17 PrestazioniSociali/@DataInizioPrestazione errore']); // prettier-ignore
    expect(riga({}, contesto).rilievi).toEqual([]);
    expect(asked).toEqual([
      ['A1.04', '2026-01-01', 'A271'],
      ['A1.04', '2026-01-01', undefined],
    ]);
  });

  it.each<[string, Colonne, string]>([
    ['id_mittente too long', { id_mittente: 'x'.repeat(65) }, 'XSD-08 id_mittente errore'],
    ['id_mittente with a letter no keyboard has', { id_mittente: 'a\u0416' }, 'XSD-08 id_mittente errore'],
    ['ente_erogatore too long', { ente_erogatore: 'x'.repeat(33) }, 'XSD-09 ente_erogatore errore'],
    ['a CUP of fourteen', { cup: 'E61B1800000000' }, 'XSD-08 cup errore'],
    ['a day that never was', { data_domanda: '30/02/2026' }, 'XSD-10 data_domanda errore'],
    ['neither yes nor no', { provvisoria: 'forse' }, 'XSD-07 provvisoria errore'],
  ])('is refused when it is wrong: %s', (_, colonne, said) => {
    const read = riga(colonne);
    expect(detti(read.rilievi)).toEqual([said]);
    const [rilievo] = read.rilievi;
    expect(rilievo!.messaggio).toContain(`${Object.keys(colonne)[0]!} non è valido`);
    expect(rilievo!.fonte).toContain('estensione regionale');
    expect('regionale' in read.contenuto).toBe(false);
    expect(read.chiave.idMittente).toBeUndefined();
    // It never goes to INPS: the schema has nothing to say of it.
    expect(read.schemaValida).toBe(true);
  });

  it('has an operator that is judged as that of a heading', () => {
    expect(codici({ cf_operatore: 'RSSMRK66C14H501A' })).toEqual(['SN-10 cf_operatore avviso']);
    expect(codici({ cf_operatore: 'XX' })).toEqual(['SN-10 cf_operatore avviso', 'XSD-08 cf_operatore errore']);
    expect(riga({ cf_operatore: 'RSSMRK66C14H501A' }).rilievi[0]!.messaggio).toBe('cf_operatore non è un codice fiscale valido.'); // prettier-ignore
  });
});

describe('The day of birth', () => {
  it('says the year where the year is empty or has no column', () => {
    const { anno_nascita: _, ...senza } = colonneDi();
    for (const read of [riga({ anno_nascita: '', data_nascita: '14/03/1966' }), leggiColonne({ ...senza, data_nascita: '14/03/1966' })]) {
      expect(read.rilievi).toEqual([]);
      expect(read.contenuto['annoNascita']).toBe('1966');
    }
  }); // prettier-ignore

  it('is where the rules on the year then point', () => {
    const [rilievo] = riga({ anno_nascita: '', data_nascita: '14/03/1967' }).rilievi;
    expect([rilievo!.regola, rilievo!.campo, rilievo!.valore]).toEqual(['SN-02', 'Anagrafica/@AnnoNascita', '14/03/1967']);
    expect(rilievo!.colonna).toBe(Object.keys({ ...colonneDi(), data_nascita: '' }).indexOf('data_nascita') + 1);
  }); // prettier-ignore

  it('does not hide that neither is there', () => {
    expect(codici({ anno_nascita: '' })).toEqual(['XSD-06 Anagrafica/@AnnoNascita errore']);
    expect(codici({ anno_nascita: '', data_nascita: 'ieri' })).toEqual(['XSD-06 Anagrafica/@AnnoNascita errore', 'XSD-10 data_nascita errore']); // prettier-ignore
  });

  it.each<[string, Colonne, string[]]>([
    ['of another year than the year', { anno_nascita: '1966', data_nascita: '14/03/1965' }, ['SN-18', 'SN-19']],
    ['of another day than the code', { data_nascita: '15/03/1966' }, ['SN-19']],
    ['in agreement', { data_nascita: '14/03/1966' }, []],
    ['that a number of eleven digits does not tell', { codice_fiscale: '12345678903', data_nascita: '01/01/1966' }, []],
    ['in the future', { anno_nascita: '', data_nascita: '01/07/2026' }, ['SN-02', 'SN-20']],
    ['too long ago', { codice_fiscale: 'STP1234567890123', anno_nascita: '', data_nascita: '01/01/1850' }, ['PS-27', 'SN-14', 'SN-20']],
  ])('%s', (_, colonne, said) => {
    expect(riga(colonne).rilievi.map(({ regola }) => regola).toSorted()).toEqual(said);
    for (const { gravita } of riga(colonne).rilievi) expect(gravita).toBe('avviso');
  }); // prettier-ignore
});

describe('The days of the request', () => {
  it.each<[string, Colonne, string[]]>([
    ['are today at the latest', { data_domanda: '2026-07-01', data_riconoscimento: '2026-07-02' }, ['SN-20 data_domanda avviso', 'SN-20 data_riconoscimento avviso']],
    ['are today', { data_domanda: '2026-06-30', data_riconoscimento: '2026-06-30' }, []],
    ['are in order', { data_domanda: '2026-03-02', data_riconoscimento: '2026-03-01' }, ['SN-21 data_riconoscimento avviso']],
  ])('%s', (_, colonne, said) => {
    expect(codici(colonne)).toEqual(said);
  }); // prettier-ignore
});

describe('A local code', () => {
  const code = (colonne: Colonne): unknown => riga(colonne).contenuto['codicePrestazione'];

  it.each<[string, Colonne, string]>([
    ['alone is the code', { codice_prestazione: '', codice_prestazione_locale: 'SAD' }, 'SAD'],
    ['with another beside it is a choice', { codice_prestazione: 'A1.04', codice_prestazione_locale: 'BUONO' }, 'BUONO/A1.04'],
    ['with the choice already made is that', { codice_prestazione: 'BUONO/A1.04', codice_prestazione_locale: 'BUONO' }, 'BUONO/A1.04'],
    ['written twice is written once', { codice_prestazione: 'SAD', codice_prestazione_locale: 'SAD' }, 'SAD'],
  ])('%s', (_, colonne, read) => {
    expect(code(colonne)).toBe(read);
    expect(code({ ...colonne, tipo_operazione: 'C' })).toBe(read);
  }); // prettier-ignore

  it('is looked up as in XML, and rilievi point at its cell', () => {
    const { codice_prestazione: _, ...senza } = colonneDi({ prestazione: { PresaCarico: '1', AreaUtenza: '1' } });
    expect(leggiColonne({ ...senza, codice_prestazione_locale: 'SAD' })).toMatchObject({ codifica: { codice: 'A2.07' }, rilievi: [] });
    const [rilievo] = leggiColonne({ codice_prestazione_locale: 'NESSUNO', ...senza }).rilievi;
    expect(rilievo).toMatchObject({ regola: 'PS-22', campo: 'PrestazioniSociali/@CodicePrestazione', cella: 'A2', valore: 'NESSUNO' });
  }); // prettier-ignore

  it('that is not there at all, nor another, is a code missing', () => {
    expect(codici({ codice_prestazione: '' })).toEqual(['XSD-06 PrestazioniSociali/@CodicePrestazione errore']);
  });
});

describe('A provisional riga', () => {
  it('may lack what it lacks, and never be wrong', () => {
    const read = solo({
      provvisoria: 'sì',
      id_mittente: 'R-1',
      codice_fiscale: 'RSSMRK66C14H501U',
      codice_prestazione: 'A1.04',
      genere: '9',
    });
    expect(read.provvisoria).toBe(true);
    expect(read.rilievi.filter(({ gravita }) => gravita === 'errore').map(({ regola, campo }) => [regola, campo])).toEqual([['XSD-07', 'Anagrafica/@Genere']]); // prettier-ignore
    const gaps = read.rilievi.filter(({ gravita }) => gravita === 'avviso').map(({ regola }) => regola);
    for (const regola of ['XSD-04', 'XSD-06', 'PS-03', 'SN-23']) expect(gaps).toContain(regola);
  });

  it('needs its key, the person and a code', () => {
    const errori = solo({ provvisoria: 'x' }).rilievi.filter(({ gravita }) => gravita === 'errore');
    expect(detti(errori)).toEqual([
      'SN-22 id_mittente errore',
      'XSD-06 Beneficiario/@CodiceFiscale errore',
      'XSD-06 PrestazioniSociali/@CodicePrestazione errore',
    ]);
    expect(codici({ provvisoria: 'sì', id_mittente: 'Ж' })).toEqual(['XSD-08 id_mittente errore']);
  });

  it('is told of rules that ask for what is missing, as of those of the schema; a value of zero is not missing', () => {
    const unica = colonneDi({ prestazione: { ...UNICA, DataErogazionePrestazione: undefined, ImportoPrestazione: '0' } });
    const read = leggiColonne({ ...unica, provvisoria: 'sì', id_mittente: 'R-1' });
    expect(detti(read.rilievi)).toEqual([
      'PS-10 PrestazioniSociali/@DataErogazionePrestazione avviso',
      'PS-11 PrestazioniSociali/@ImportoPrestazione errore',
      'SN-23 provvisoria avviso',
    ]);
  }); // prettier-ignore

  it('is so also when it lacks nothing, and is not when it says no', () => {
    expect(codici({ provvisoria: 'sì', id_mittente: 'R-1' })).toEqual(['SN-23 provvisoria avviso']);
    expect(riga({ provvisoria: 'no' })).toMatchObject({ rilievi: [] });
    expect(riga({ provvisoria: 'no' }).provvisoria).toBeUndefined();
    const { cognome: _, ...senza } = oggettoDi(colonneDi());
    expect(leggiOggetto({ ...senza, provvisoria: true, id_mittente: 'R' })).toMatchObject({ provvisoria: true });
  });

  it('is never a cancellation', () => {
    const read = riga({ provvisoria: 'sì', id_mittente: 'R-1', tipo_operazione: 'C' });
    expect([read.provvisoria, read.annullamento, detti(read.rilievi)]).toEqual([undefined, true, ['SN-24 provvisoria avviso']]);
  }); // prettier-ignore
});

describe('A cancellation', () => {
  it('needs its key and nothing else', () => {
    const read = solo({ tipo_operazione: 'C', id_mittente: 'R-1' });
    expect(read.rilievi).toEqual([]);
    expect([read.annullamento, read.chiave.idMittente, read.schemaValida]).toEqual([true, 'R-1', false]);
    expect(leggiOggetto({ tipo_operazione: 'Cancellazione', id_mittente: 'R-1' })).toMatchObject({ annullamento: true, rilievi: [] }); // prettier-ignore
  });

  it('is judged by what it says beside', () => {
    expect(detti(solo({ tipo_operazione: 'C', id_mittente: 'R-1', codice_fiscale: 'RSSMRK66C14H501A' }).rilievi)).toEqual(['PS-26 Beneficiario/@CodiceFiscale errore']); // prettier-ignore
  });

  it('without a key is judged as in XML', () => {
    const rilievi = solo({ tipo_operazione: 'C', codice_fiscale: 'RSSMRK66C14H501U' }).rilievi;
    expect(detti(rilievi)).toContain('XSD-06 PrestazioniSociali/@ProtocolloDomanda errore');
  });
});

it('Every rule of the extension speaks somewhere above', () => {
  const told = new Set(
    [
      riga({ data_nascita: '1965-03-14' }),
      riga({ data_domanda: '2030-01-01', data_riconoscimento: '2029-01-01' }),
      riga({ provvisoria: 'sì' }),
      riga({ provvisoria: 'sì', id_mittente: 'R' }),
      riga({ provvisoria: 'sì', id_mittente: 'R', tipo_operazione: 'C' }),
    ].flatMap(({ rilievi }) => rilievi.map(({ regola }) => regola)),
  );
  for (const { codice } of REGOLE_ESTENSIONE) expect([codice, told.has(codice)]).toEqual([codice, true]);
  expect(CONTESTO_CON_CODICI_LOCALI.oggi).toBe('2026-06-30');
});

it('The page for senders has every field of every extension, and every rule on them', () => {
  const page = readFileSync('docs/tracciati.md', 'utf8');
  for (const { nome } of TRACCIATI.flatMap(({ estensione }) => estensione)) expect([nome, page.includes(`\`${nome}\``)]).toEqual([nome, true]);
  for (const { codice } of REGOLE_ESTENSIONE) expect([codice, page.includes(codice)]).toEqual([codice, true]);
}); // prettier-ignore
