import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  type PrestazioneSiuss,
  isIdentitaValida,
  isTrasmissibileInps,
  legalDay,
  parsePrestazioniSiuss,
  parseTerritorio,
} from '#libs/codici';
import { LIMITI_PREDEFINITI, createReader, findTracciato } from '#libs/tracciati';
import { TIPI_ERRORE, TIPI_ERRORE_DOCUMENTO } from './errori/catalogo.js';
import { type ErroreSeminato, type RichiestaFlusso, generateFlusso } from './flusso.js';

const nazionale = (name: string) => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const oggi = legalDay('2025-03-31');
const RICHIESTA: RichiestaFlusso = {
  seed: 'prova',
  righe: 400,
  ente: { codice: 'A271', denominazione: 'COMUNE DI ANCONA', belfiore: 'A271' },
  oggi,
  territorio,
  comuni: territorio.comuniInVigore(oggi).filter((comune) => comune.regioneIstat === '11'),
  prestazioni: parsePrestazioniSiuss(nazionale('siuss')),
};
const XSD = `${process.env.SNODO_SHARED ?? '../shared'}/oracles/inps/PS_PSA_SINA201812.xsd`;

function generate(changes: Partial<RichiestaFlusso> = {}): { testo: string; errori: ErroreSeminato[] } {
  const pezzi = [...generateFlusso({ ...RICHIESTA, ...changes })];
  return { testo: pezzi.map(({ testo }) => testo).join(''), errori: pezzi.flatMap(({ errori }) => errori) };
}

function count(testo: string, start: string): number {
  return testo.split(start).length - 1;
}

function values(testo: string, attribute: string): string[] {
  return Array.from(testo.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g')), (match) => match[1]!);
}

describe('a synthetic PS_PSA_SINA document', () => {
  it('is the same for the same seed and another for another', () => {
    expect(generate().testo).toBe(generate().testo);
    expect(generate({ seed: 'altra' }).testo).not.toBe(generate().testo);
  });

  it.each([1, 2, 3, 400, 5000])('has exactly the %i righe asked for', (righe) => {
    const { testo, errori } = generate({ righe });
    expect(count(testo, '<PrestazioniSociali ')).toBe(righe);
    expect(errori).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])('is refused for %d righe', (righe) => {
    expect(() => generate({ righe })).toThrow(RangeError);
  });

  it('has several beneficiari with one to three righe each, some with SINA, some foreign, all with codes INPS takes', () => {
    const { testo } = generate({ righe: 5000 });
    const codes = values(testo, 'CodiceFiscale');
    expect(codes.length).toBeLessThan(5000);
    expect(count(testo, '<SINA ')).toBeGreaterThan(100);
    expect(codes.every((codice) => isIdentitaValida(codice) && isTrasmissibileInps(codice))).toBe(true);
    expect(codes.some((codice) => codice.length === 11)).toBe(true);
    expect(codes.some((codice) => /[A-Z]$/.test(codice.slice(0, 15)))).toBe(true);
    expect(values(testo, 'LuogoNascita').filter((luogo) => luogo.startsWith('Z')).length).toBeGreaterThan(100);
    expect(new Set(values(testo, 'ProtocolloDomanda')).size).toBe(5000);
  });

  it('says the name of the ente whatever characters it has', () => {
    const denominazione = 'A & B <"ente"> & \n C';
    const { testo } = generate({ righe: 1, ente: { ...RICHIESTA.ente, denominazione } });
    expect(testo).toContain('Denominazione="A &#38; B &#60;&#34;ente&#34;&#62; &#38; &#10; C"');
  });

  it('cancels the same righe that the same seed inserts', () => {
    const { testo } = generate({ annullamento: true });
    expect(testo.replaceAll(' TipoOperazione="C"', '')).toBe(generate().testo);
  });

  it('comes in pieces, so that a long one weighs no more than a short one', () => {
    let longest = 0;
    for (const { testo } of generateFlusso({ ...RICHIESTA, righe: 5000 })) longest = Math.max(longest, testo.length);
    expect(longest).toBeLessThan(80_000);
  });
});

describe('errors sown in a document', () => {
  const nomi = TIPI_ERRORE.map(({ nome }) => nome);

  it('are as many as asked, spread over the document, and each is listed with the riga it is on', () => {
    const { testo, errori } = generate({ errori: ['codice_inesistente'], righeErrate: 40 });
    expect(errori).toHaveLength(40);
    const righe = testo.split('<PrestazioniSociali ').slice(1);
    const wrong = righe.flatMap((riga, index) => (riga.includes('A1.99') ? [index + 1] : []));
    expect(errori.map(({ riga }) => riga)).toEqual(wrong);
    expect(wrong.at(-1)! - wrong[0]!).toBeGreaterThan(350);
  });

  it('are one of each kind unless told otherwise', () => {
    const { errori } = generate({ errori: nomi });
    expect(errori.map(({ tipo }) => tipo)).toEqual(nomi);
    expect(new Set(errori.map(({ riga }) => riga)).size).toBe(nomi.length);
  });

  it.each(nomi)('of kind %s change the document', (nome) => {
    const tipo = TIPI_ERRORE.find((tipo) => tipo.nome === nome)!;
    const wrong = generate({ righe: 1, errori: [nome] }).testo;
    const right = generate({ righe: 1 }).testo;
    expect(wrong).not.toBe(right);
    expect(tipo.regola).toMatch(/^(PS|XSD|SN)-[0-9]{2}$/);
  });

  it('have at least one kind for every rule that can refuse a riga', () => {
    const rules = [3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28];
    const noticed = new Set(TIPI_ERRORE.map(({ regola }) => regola));
    expect(rules.filter((rule) => !noticed.has(`PS-${String(rule).padStart(2, '0')}`))).toEqual([]);
  });

  it('of an unknown kind are refused', () => {
    expect(() => generate({ errori: ['boh'] })).toThrow('boh');
  });

  it('of the document leave it unclosed or not well formed', () => {
    expect(generate({ errori: ['troncato'] }).testo).not.toContain('</Flusso>');
    const { testo, errori } = generate({ errori: ['non_ben_formato'] });
    expect(testo).toContain('CodiceFiscale=>');
    expect(errori).toMatchObject([{ riga: null, tipo: 'non_ben_formato' }]);
  });
});

const judged = existsSync(XSD) ? describe : describe.skip;
if (!existsSync(XSD)) process.stderr.write(`skipped: INPS schema not found at ${XSD}\n`);

describe('the reader of the tracciato', () => {
  const voci = new Map<string, PrestazioneSiuss>(RICHIESTA.prestazioni.map((voce) => [voce.codice, voce]));
  const contesto = {
    territorio,
    oggi,
    nomenclatura: { versione: 'prova', voceInVigore: (codice: string) => voci.get(codice) },
  };

  function read(changes: Partial<RichiestaFlusso>) {
    const { testo, errori } = generate(changes);
    const lettore = createReader(findTracciato('PS_PSA_SINA')!, contesto, LIMITI_PREDEFINITI);
    const first = lettore.write(Buffer.from(testo));
    const { righe, esito } = lettore.end();
    const rilievi = [...first, ...righe].flatMap((riga) => riga.rilievi).concat(esito.rilieviInvio);
    return { rilievi, esito, errori };
  }

  it.each(['a', 'b', 'c'])('finds nothing to say of a document without errors (seed %s)', (seed) => {
    const { rilievi, esito } = read({ seed, righe: 3000 });
    expect(rilievi).toEqual([]);
    expect(esito).toMatchObject({ stato: 'letto', schemaValido: true, righe: 3000 });
  });

  it.each(TIPI_ERRORE.map(({ nome }) => nome))('finds %s by its rule, in its field, and nothing else', (nome) => {
    const { rilievi, errori } = read({ righe: 200, errori: [nome], righeErrate: 20 });
    const found = new Set(rilievi.map(({ riga, regola }) => `${riga} ${regola}`));
    expect(found).toEqual(new Set(errori.map(({ riga, regola }) => `${riga} ${regola}`)));
    for (const { riga, campo } of errori) expect(rilievi.find((one) => one.riga === riga)!.campo).toBe(campo);
  });

  it.each(Object.entries(TIPI_ERRORE_DOCUMENTO))('cannot read a document %s, by rule %s', (nome, regola) => {
    const { rilievi, esito } = read({ errori: [nome] });
    expect(esito.stato).toBe('illeggibile');
    expect(rilievi.map((rilievo) => rilievo.regola)).toContain(regola);
  });
});

judged('xmllint with INPS’s schema', () => {
  const isValid = (testo: string) => {
    try {
      execFileSync('xmllint', ['--noout', '--stream', '--schema', XSD, '-'], {
        input: testo,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      return true;
    } catch (error) {
      if ((error as { status?: number }).status === undefined) throw error;
      return false;
    }
  };

  it.each(['a', 'b', 'c'])('accepts a document without errors (seed %s)', (seed) => {
    expect(isValid(generate({ seed, righe: 3000 }).testo)).toBe(true);
  });

  it.each(TIPI_ERRORE.map(({ nome, regola }) => [nome, regola]))(
    'of %s says what the schema can say',
    (nome, regola) => {
      const refused = /^(XSD-..|PS-20|PS-25|PS-27|PS-29)$/.test(regola) || nome === 'importo_con_virgola';
      expect(isValid(generate({ righe: 5, errori: [nome] }).testo)).toBe(!refused);
    },
  );

  it.each(Object.keys(TIPI_ERRORE_DOCUMENTO))('refuses a document %s', (nome) => {
    expect(isValid(generate({ errori: [nome] }).testo)).toBe(false);
  });
});
