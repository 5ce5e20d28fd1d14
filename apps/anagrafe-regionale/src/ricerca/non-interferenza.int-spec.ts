import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '#libs/contracts';
import { Caller } from '#libs/security';
import { LeggiAccessi } from '../accesso/leggi-accessi.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CercaPersone } from './cerca-persone.js';
import { LeggiPersona } from './leggi-persona.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

const CODICI = ['1966-03-14', '1967-03-14', '1968-03-14', '1969-03-14'].map((nato) => tizio({ nato }).codice);
const chiamante = (nome: NomeEnte, ruolo: 'titolare' | 'capofila') =>
  new Caller({ clientId: nome, subject: nome, ente: ENTI[nome].id, ruoli: [ruolo], identity: 'pdnd' });

interface Detta {
  readonly codice: string;
  readonly nome: string;
  readonly comune: string | undefined;
  readonly ente: NomeEnte;
}
const dettaDa = (enti: NomeEnte[], comuni: (string | undefined)[], nomi: string[]): fc.Arbitrary<Detta> =>
  fc.record({
    codice: fc.constantFrom(...CODICI),
    nome: fc.constantFrom(...nomi),
    comune: fc.constantFrom(...comuni),
    ente: fc.constantFrom(...enti),
  });

/** Persons of the north, and of nobody there: whoever asks from the north must not notice the second kind. */
const visibili = fc.array(
  dettaDa(['recanati', 'loreto', 'portoRecanati'], [ENTI.recanati.istat, ENTI.loreto.istat], ['MIRKO', 'GIOVANNA']),
  { maxLength: 5 },
);
/** Some have a code of the first kind, and another name: another person, whom only a steward may bring together with the first. */
const invisibili = fc.array(dettaDa(['ancona'], [ENTI.ancona.istat, undefined], ['TEODORICO', 'FILIBERTA']), {
  minLength: 1,
  maxLength: 5,
});
const mondi = fc.tuple(visibili, invisibili).chain(([some, hidden]) =>
  fc.record({
    senza: fc.constant(some),
    // Those of the first kind keep their order; the others come anywhere among them.
    con: fc
      .array(fc.boolean(), { minLength: some.length + hidden.length, maxLength: some.length + hidden.length })
      .map((turns) => {
        const [left, right] = [some.slice(), hidden.slice()];
        const mixed = turns.flatMap((first) => (first ? left.splice(0, 1) : right.splice(0, 1)));
        return mixed.concat(left, right);
      }),
  }),
);

/** Everything that a caller is answered: of each code, of each id it was given, of the register. Ids are random: they get numbers. */
async function risposteA(caller: Caller): Promise<string> {
  const answers: unknown[] = [];
  const ids: string[] = [];
  for (const codice_fiscale of CODICI) {
    const { items } = await anagrafe.get(CercaPersone).search(caller, { codice_fiscale, finalita: 'presa_in_carico' });
    const byName = items.toSorted((one, other) => (one.nome < other.nome ? -1 : 1));
    answers.push(byName);
    ids.push(...byName.map(({ id }) => id));
  }
  for (const id of ids)
    answers.push(await anagrafe.get(LeggiPersona).read(caller, id, { finalita: 'presa_in_carico' }));
  const { items } = await anagrafe.get(LeggiAccessi).page(caller, undefined, 1000);
  answers.push(items.map(({ ente, finalita, verbo, profilo }) => ({ ente, finalita, verbo, profilo })).length);
  return ids.reduce((text, id, at) => text.replaceAll(id, `persona ${at}`), JSON.stringify(answers));
}

it.each([
  ['recanati', 'titolare'],
  ['loreto', 'titolare'],
  ['capofila', 'capofila'],
] as const)(
  'I5: persons that %s may not see change none of its answers',
  async (nome, ruolo) => {
    const caller = chiamante(nome, ruolo);
    const asked = async (said: readonly Detta[]): Promise<string> => {
      await anagrafe.empty();
      for (const { codice, nome: proprio, comune, ente } of said) {
        const chi = { ...tizio({ comune }), codice, nome: proprio };
        const record = JSON.stringify([codice, proprio, comune, ente]);
        await anagrafe.accept([rigaDi(chi, { record, ente })], instantOf(chi.codice));
      }
      return (await risposteA(caller)).replaceAll(/"riga":"[^"]*"/g, '"riga":""');
    };
    await fc.assert(
      fc.asyncProperty(mondi, async ({ senza, con }) => {
        expect(await asked(con)).toBe(await asked(senza));
      }),
      { numRuns: 8 },
    );
  },
  120_000,
);

it('I5: the id of a person that one may not see is as unknown as any other', async () => {
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(tizio({ comune: ENTI.ancona.istat }), { ente: 'ancona' })]);
  const [found] = await anagrafe.database.admin<{ id: string }>(`SELECT id FROM anagrafe_regionale.persona`);
  const problems: unknown[] = [];
  for (const id of [found!.id, '0e0e0e0e-0000-4000-8000-000000000000', 'x']) {
    await anagrafe
      .get(LeggiPersona)
      .read(chiamante('recanati', 'titolare'), id, { finalita: 'presa_in_carico' })
      .catch((error: unknown) => problems.push(Object.entries(error as Problem)));
  }
  expect(problems).toHaveLength(3);
  expect(problems[1]).toEqual(problems[0]);
  expect(problems[2]).toEqual(problems[0]);
});

/** One for all righe of a code: who said it last must not depend on who else was heard. */
function instantOf(codice: string): string {
  return `2026-02-0${CODICI.indexOf(codice) + 1}T08:00:00.000Z`;
}
