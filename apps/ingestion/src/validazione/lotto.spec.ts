import { describe, expect, it } from '@jest/globals';
import type { RigaLetta, Rilievo } from '#libs/tracciati';
import { Lottizzatore } from './lottizzatore.js';
import { parseLotto, textOf } from './testo-lotto.js';

const riga = (numero: number): RigaLetta => ({
  numero,
  linea: numero * 2,
  colonna: 3,
  contenuto: { cognome: 'ÀÈ"\n\u2028', numero },
  rilievi: [],
  annullamento: numero % 2 === 0,
  chiave: { codiceFiscale: '', codicePrestazione: '', protocolloDomanda: '', data: '' },
  codifica: { esito: 'sconosciuta' },
  schemaValida: true,
});

const TESTATA = {
  codiceFiscaleOperatore: 'RSSMRA80A01H501U',
  enteCodice: 'H211',
  enteDenominazione: 'Comune di Recanati',
  enteIndirizzo: 'H211',
};
const DI = { enteErogatore: 'E', testata: TESTATA };
const rilievo = { regola: 'R-01', valore: 'a\nb' } as Rilievo;

/** Every tenth riga is refused, with a rilievo. */
function lottiOf(count: number, json = (one: RigaLetta) => JSON.stringify(one.contenuto)) {
  const lottizzatore = new Lottizzatore();
  for (let numero = 1; numero <= count; numero += 1) {
    const one = riga(numero);
    if (numero % 10 > 0)
      lottizzatore.accept(one, { recordId: 'ab'.repeat(32), impronta: 'cd'.repeat(32), contenuto: json(one) }, DI);
    else {
      lottizzatore.refuse(one, DI);
      lottizzatore.note(numero, [rilievo]);
    }
  }
  return lottizzatore.take();
}

describe('lotti', () => {
  it('hold every verdict once, in document order, and read back what was written', () => {
    const lotti = lottiOf(1201);
    expect(lotti.map((lotto) => parseLotto(lotto.indice, textOf(lotto), 'E'))).toEqual(lotti);
    const numeri = lotti.flatMap(({ accolte, respinte }) => [...accolte, ...respinte].map(({ numero }) => numero));
    expect(numeri.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1201 }, (_, at) => at + 1));
    expect(lotti.flatMap(({ rilievi }) => rilievi)).toHaveLength(120);
    expect(lotti[0]!.accolte[1]).toEqual({
      numero: 2,
      linea: 4,
      colonna: 3,
      annullamento: true,
      intestazione: 0,
      recordId: 'ab'.repeat(32),
      impronta: 'cd'.repeat(32),
      contenuto: JSON.stringify(riga(2).contenuto),
    });
  });

  it('keep how the code of a riga was read, of those few of which it must be said', () => {
    const lottizzatore = new Lottizzatore();
    const codifiche = [
      undefined,
      { ricevuto: 'SAD "1"\n', inps: 'A2.07', versioni: ['LOC:H211@1', 'SIUSS@1.0'] },
      { ricevuto: 'NUOVO', giorno: '2026-03-02' },
    ];
    codifiche.forEach((codifica, at) => {
      const accolta = { recordId: 'ab'.repeat(32), impronta: 'cd'.repeat(32), contenuto: '{}' };
      lottizzatore.accept(riga(at + 1), codifica === undefined ? accolta : { ...accolta, codifica }, DI);
    });
    const [lotto] = lottizzatore.take();
    const read = parseLotto(1, textOf(lotto!), 'E');
    expect(read).toEqual(lotto);
    expect(read.accolte.map(({ codifica }) => codifica)).toEqual(codifiche);
    expect(Object.keys(read.accolte[0]!)).not.toContain('codifica');
  });

  it('hold at most 500 righe and are named by their first', () => {
    expect(lottiOf(1201).map(({ indice, accolte, respinte }) => [indice, accolte.length + respinte.length])).toEqual([
      [1, 500],
      [501, 500],
      [1001, 201],
    ]);
  });

  it('stay below 256 KiB with large righe, counted in bytes', () => {
    const lotti = lottiOf(600, () => JSON.stringify({ testo: 'à'.repeat(1500) }));
    expect(lotti.length).toBeGreaterThan(5);
    for (const lotto of lotti) expect(Buffer.byteLength(textOf(lotto))).toBeLessThan(256 * 1024);
  });

  it('of a document full of findings hold few righe each', () => {
    const lottizzatore = new Lottizzatore();
    for (let numero = 1; numero <= 200; numero += 1) {
      lottizzatore.refuse(riga(numero), DI);
      lottizzatore.note(
        numero,
        Array.from({ length: 50 }, () => rilievo),
      );
    }
    expect(lottizzatore.take().length).toBeGreaterThan(20);
  });

  it('keep of each riga whose it is, its sheet, its key, what it is the same as, and that it is provisional', () => {
    const lottizzatore = new Lottizzatore();
    const altro = { enteErogatore: 'F', testata: { ...TESTATA, enteCodice: 'E690' } };
    const accolta = { recordId: 'ab'.repeat(32), impronta: 'cd'.repeat(32), contenuto: '{}' };
    const conChiave = (one: RigaLetta, idMittente: string) => ({ ...one, chiave: { ...one.chiave, idMittente } });
    lottizzatore.accept({ ...conChiave(riga(1), 'K1'), foglio: 'Foglio "1"' }, { ...accolta, provvisoria: true }, DI);
    lottizzatore.accept(riga(2), { ...accolta, doppione: 'ef'.repeat(16) }, altro);
    lottizzatore.refuse(conChiave(riga(3), 'K3'), altro);
    lottizzatore.accept(riga(4), accolta, DI);
    const [lotto] = lottizzatore.take();
    expect(parseLotto(1, textOf(lotto!), 'X')).toEqual(lotto);
    expect(lotto!.intestazioni).toEqual([DI, altro]);
    expect(lotto!.accolte.map(({ intestazione }) => intestazione)).toEqual([0, 1, 0]);
  });

  it('of the release before are of the ente of their document', () => {
    const testo = JSON.stringify({ accolte: [[1, 2, 3, false, 'aa', 'bb']], respinte: [[2, 4, 3, true]], rilievi: [], testata: TESTATA }) + '\n{}'; // prettier-ignore
    const place = { linea: 2, colonna: 3, intestazione: 0 };
    expect(parseLotto(1, testo, 'X')).toEqual({
      indice: 1,
      accolte: [{ ...place, numero: 1, annullamento: false, recordId: 'aa', impronta: 'bb', contenuto: '{}' }],
      respinte: [{ ...place, numero: 2, linea: 4, annullamento: true }],
      rilievi: [],
      intestazioni: [{ enteErogatore: 'X', testata: TESTATA }],
    });
  });

  it('are none when nothing was gathered', () => {
    expect(new Lottizzatore().take()).toEqual([]);
  });
});
