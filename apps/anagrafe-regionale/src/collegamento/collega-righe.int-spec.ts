import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { messaggioDi, rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const esiti = async () => (await anagrafe.said()).collegate.map(({ esito }) => esito);
const count = async (table: string) =>
  (await anagrafe.database.admin<{ n: string }>(`SELECT count(*) AS n FROM anagrafe_regionale.${table}`))[0]!.n;

describe('a riga', () => {
  it('of an unknown code makes a person, the next one of the same person finds it', async () => {
    await anagrafe.accept([rigaDi(tizio()), rigaDi(tizio({ cognome: 'BIANCHI', nome: 'ANNA', sesso: 'F' }))]);
    await anagrafe.accept([rigaDi(tizio())]);
    expect(await esiti()).toEqual(['nuova', 'nuova', 'risolta']);
    expect(await count('persona')).toBe('2');
    expect(await count('scheda')).toBe('3');
    const { fatti } = await anagrafe.said();
    expect(fatti[2]!.pseudonimo).toBe(fatti[0]!.pseudonimo);
    expect(fatti[1]!.pseudonimo).not.toBe(fatti[0]!.pseudonimo);
  });

  it('with a known code and a far name makes another person, in doubt, and never touches the first', async () => {
    await anagrafe.accept([rigaDi(tizio())]);
    await anagrafe.accept([rigaDi({ ...tizio(), nome: 'GIOVANNA' })]);
    expect(await esiti()).toEqual(['nuova', 'dubbia']);
    const persone = await anagrafe.database.admin(`SELECT nome, dubbia FROM anagrafe_regionale.persona ORDER BY nome`);
    expect(persone).toEqual([
      { nome: 'GIOVANNA', dubbia: true },
      { nome: 'MIRKO', dubbia: true },
    ]);
  });

  it('I2: heard again, in the same message or in another, has no second effect', async () => {
    const body = messaggioDi([rigaDi(tizio(), { record: 'a' }), rigaDi(tizio(), { record: 'b' })]);
    await anagrafe.hear(body);
    const before = await anagrafe.said();
    await anagrafe.hear(body);
    await anagrafe.hear(messaggioDi(body.righe.slice(0, 1)));
    expect(await anagrafe.said()).toEqual(before);
    expect(await count('scheda')).toBe('2');
  });

  it('whose code identifies nobody parks alone', async () => {
    const outcomes = await anagrafe.hear(messaggioDi([rigaDi({ ...tizio(), codice: 'X' }), rigaDi(tizio())]));
    expect(outcomes).toEqual([expect.objectContaining({ name: 'PermanentError' }), 'applied']);
    expect(await count('persona')).toBe('1');
  });

  it('that cancels by the key of its sender, and names nobody, takes its record from who had it', async () => {
    await anagrafe.accept([rigaDi(tizio(), { record: 'a' }), rigaDi(tizio(), { record: 'b' })]);
    const annulla = { ...rigaDi(tizio(), { record: 'a', revisione: 2, annullamento: true }), contenuto: {} };
    const unknown = { ...rigaDi(tizio(), { record: 'c', annullamento: true }), contenuto: {} };
    expect(await anagrafe.hear(messaggioDi([annulla, unknown]))).toEqual(['applied', 'applied']);
    expect([await count('persona'), await count('scheda')]).toEqual(['1', '1']);
    const [first, , cancelled] = (await anagrafe.said()).fatti;
    expect(cancelled).toMatchObject({
      fattoId: first!.fattoId,
      annullato: true,
      codice: '',
      fasciaEta: null,
      anni: [],
    });
  });
});
