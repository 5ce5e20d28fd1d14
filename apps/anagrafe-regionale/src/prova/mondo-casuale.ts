import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { LegamiPersona, Riesame, SedePersona } from '../visibilita/legami-persona.js';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Riferimento } from '../persona/riferimento.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { tizio } from './righe-di-prova.js';

/** A person of a random world, with everything that ties her to somebody. */
export interface PersonaCasuale {
  readonly id: string;
  /** Another id under which some sources know her; what hangs on it is hers. */
  readonly assorbita: string | undefined;
  readonly nome: string;
  readonly nato: string;
  readonly codice: string;
  readonly legami: LegamiPersona;
}

/** Two persons that may be one, or one that may be two, and who opened them. */
export interface DubbioCasuale {
  readonly id: string;
  /** In the order of their ids. */
  readonly persone: readonly PersonaCasuale[];
  readonly aperto: boolean;
  readonly aperture: readonly Omit<Riesame, 'sedi'>[];
}

export interface MondoCasuale {
  readonly persone: readonly PersonaCasuale[];
  readonly dubbi: readonly DubbioCasuale[];
}

const OGGI = '2026-03-10';
const COMUNI = [ENTI.recanati.istat, ENTI.loreto.istat, ENTI.ancona.istat];
const ENTI_SOCIALI = [ENTI.recanati.id, ENTI.loreto.id, ENTI.ancona.id, ENTI.capofila.id, ENTI.gestore.id];
const AMBITI = ['a0000000-0000-5000-8000-000000000001', 'a0000000-0000-5000-8000-000000000002'];
const DATE = ['1966-03-14', '1966-03-15'];
/** Fewer than the persons of a world: some share a code, and a doubt. */
const CODICI = DATE.flatMap((nato) => [tizio({ nato }).codice, tizio({ nato, nome: 'GIANNI' }).codice]);

const uuid = (seed: string): string => {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(value, fc.nat(3)).map(([one, chance]) => (chance === 0 ? [one] : []));
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => rarely(fc.constantFrom(...values));
const giorno = fc.constantFrom('2026-03-08', '2026-03-09', OGGI, '2026-03-11');

const caso = fc.record({
  ente: fc.constantFrom(...ENTI_SOCIALI),
  ambito: fc.constantFrom(null, ...AMBITI),
  dal: giorno,
  finoAl: fc.option(giorno),
});
const urgenza = fc.record({
  ente: fc.constantFrom(ENTI.recanati.id, ENTI.ancona.id),
  soggetto: fc.constantFrom('operatrice di recanati', 'operatrice di ancona', 'altri'),
  finoA: fc.constantFrom('2026-03-10T08:59:59.999Z', '2026-03-10T09:00:00.001Z'),
});
const vita = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ vita: 'in_vita', dataDecesso: null } as const) },
  fc.constantFrom(
    { vita: 'decesso_segnalato', dataDecesso: null } as const,
    { vita: 'deceduta', dataDecesso: null } as const,
    { vita: 'deceduta', dataDecesso: '2016-03-10' } as const,
    { vita: 'deceduta', dataDecesso: '2016-03-09' } as const,
  ),
);

const apertura = fc.record({
  ente: fc.constantFrom(ENTI.recanati.id, ENTI.regione.id),
  soggetto: fc.constantFrom('operatrice di recanati', 'operatrice di regione'),
  finoA: fc.constantFrom('2026-03-10T09:00:00.000Z', '2026-03-10T09:00:00.001Z'),
});
const dubbio = fc.record({
  una: fc.nat(8),
  /** The same: one person that may be two. */
  altra: fc.nat(8),
  aperto: fc.nat(3).map((chance) => chance > 0),
  aperture: fc.array(apertura, { minLength: 1, maxLength: 4 }),
});

/** Persons with random residence, prestazioni, cases, protections, urgent accesses, health agency, life; some with two ids. */
const personeCasuali: fc.Arbitrary<PersonaCasuale[]> = fc
  .array(
    fc.record({
      comune: fc.constantFrom(null, ...COMUNI),
      erogatori: some(ENTI_SOCIALI),
      assistitaDa: some([ENTI.gestore.id]),
      casi: rarely(caso),
      protezioni: some(ENTI_SOCIALI),
      urgenze: rarely(urgenza),
      vita,
      codice: fc.nat(CODICI.length - 1),
      due: fc.boolean(),
    }),
    { minLength: 3, maxLength: 9 },
  )
  .map((persone) =>
    persone.map(({ casi, protezioni, vita: life, codice, due, ...rest }, at) => ({
      id: uuid(`persona ${at}`),
      assorbita: due ? uuid(`assorbita ${at}`) : undefined,
      nome: `${String.fromCharCode(65 + at)}LDA`,
      nato: DATE[Math.floor(codice / 2)]!,
      codice: CODICI[codice]!,
      legami: {
        ...rest,
        ...life,
        casi: casi.map((one, of) => ({ id: uuid(`caso ${at} ${of}`), ...one })),
        protettaDa: protezioni.length === 0 ? null : protezioni,
        riesami: [],
      },
    })),
  );

/** Such persons, of whom some may be one, which stewards have opened or not. */
export const mondoCasuale: fc.Arbitrary<MondoCasuale> = fc
  .tuple(personeCasuali, fc.array(dubbio, { maxLength: 8 }))
  .map(([persone, pairs]) => {
    const dubbi = pairs.map(({ una, altra, ...rest }, at): DubbioCasuale => {
      const two = [...new Set([una % persone.length, altra % persone.length])].map((which) => persone[which]!);
      return { id: uuid(`dubbio ${at}`), persone: two.toSorted((one, other) => (one.id < other.id ? -1 : 1)), ...rest };
    });
    const diversi = [...new Map(dubbi.map((one) => [one.persone.map(({ id }) => id).join(), one])).values()];
    return {
      persone: persone.map((lei) => ({ ...lei, legami: { ...lei.legami, riesami: riesamiOf(lei, diversi) } })),
      dubbi: diversi,
    };
  });

/** Where a steward's competence is read. */
export function sedeOf({ legami }: PersonaCasuale): SedePersona {
  const sepolta = legami.dataDecesso !== null && legami.dataDecesso < '2016-03-10';
  return {
    comune: legami.comune,
    enti: [...legami.erogatori, ...legami.assistitaDa],
    nascosta: legami.protettaDa !== null || sepolta,
  };
}

function riesamiOf({ id }: PersonaCasuale, dubbi: readonly DubbioCasuale[]): Riesame[] {
  return dubbi
    .filter(({ aperto, persone }) => (aperto || persone.length === 1) && persone.some((lei) => lei.id === id))
    .flatMap(({ aperture, persone }) => aperture.map((one) => ({ ...one, sedi: persone.map(sedeOf) })));
}

type Riga = Readonly<Record<string, unknown>>;
const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;
const istante = '2026-03-01T08:00:00Z';
const sealed = '\\x00';

/** Puts a world where an empty registry is. */
export async function popola(anagrafe: AnagrafeDiProva, { persone: mondo, dubbi }: MondoCasuale): Promise<void> {
  const insert = async (table: string, rows: readonly Riga[]): Promise<void> => {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]!).join();
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.${table} (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(null::anagrafe_regionale.${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  };
  await insert(
    'persona',
    mondo.flatMap((lei) => personeOf(anagrafe, lei)),
  );
  await insert(
    'persona_codice',
    mondo.map((lei) => ({ persona_id: lei.id, ...indiciOf(anagrafe, lei) })),
  );
  await insert(
    'scheda',
    mondo.flatMap((lei) => schedeOf(anagrafe, lei)),
  );
  await insert('residenza', mondo.flatMap(residenzeOf));
  await insert('presa_in_carico', mondo.flatMap(casiOf));
  await insert('protezione', mondo.flatMap(protezioniOf));
  await insert('accesso_urgente', mondo.flatMap(urgenzeOf));
  await insert(
    'possibile_duplicato',
    dubbi.flatMap((one) => dubbiOf(anagrafe, one)),
  );
  await insert('apertura_riesame', dubbi.flatMap(apertureOf));
  await insert(
    'operazione_riesame',
    dubbi.flatMap((one) => decisioniOf(anagrafe, one)),
  );
  await insert('proposta_riesame', dubbi.flatMap(proposteOf));
}

/** Takes some persons away, with what hangs on them: as if they had never been. */
export async function togli(anagrafe: AnagrafeDiProva, persone: readonly PersonaCasuale[]): Promise<void> {
  const ids = persone.flatMap(({ id, assorbita }) => [id, ...(assorbita === undefined ? [] : [assorbita])]);
  for (const table of ['scheda', 'persona_codice', 'residenza', 'presa_in_carico', 'accesso_urgente', 'protezione']) {
    await anagrafe.database.admin(`DELETE FROM anagrafe_regionale.${table} WHERE persona_id = ANY ($1)`, [ids]);
  }
  await anagrafe.database.admin(`DELETE FROM anagrafe_regionale.apertura_riesame WHERE persona_id = ANY ($1)`, [ids]);
  for (const [table, una, altra] of [
    ['proposta_riesame', 'persona_id', 'altra_id'],
    ['operazione_riesame', 'rimasta', 'altra'],
  ]) {
    await anagrafe.database.admin(
      `DELETE FROM anagrafe_regionale.${table} WHERE ${una} = ANY ($1) OR ${altra} = ANY ($1)`,
      [ids],
    );
  }
  await anagrafe.database.admin(
    `DELETE FROM anagrafe_regionale.possibile_duplicato WHERE persona_a = ANY ($1) OR persona_b = ANY ($1)`,
    [ids],
  );
  await anagrafe.database.admin(`DELETE FROM anagrafe_regionale.persona WHERE id = ANY ($1)`, [ids]);
}

function indiciOf(anagrafe: AnagrafeDiProva, { codice }: PersonaCasuale) {
  const { indice, gruppo } = anagrafe.get(Riferimento).indiciOf({ sistema: 'codice_fiscale', codice });
  return { indice: `\\x${indice}`, gruppo: `\\x${gruppo}` };
}

function personeOf(anagrafe: AnagrafeDiProva, { id, assorbita, nome, nato, codice, legami }: PersonaCasuale): Riga[] {
  const codici = [{ sistema: 'codice_fiscale', codice, stato: 'dichiarato' }] as const;
  const dati = { codici, cognome: 'ROSSI', nome, cittadinanze: ['380'] };
  const row = (una: string, unita: string | null): Riga => ({
    id: una,
    cognome: 'ROSSI',
    nome,
    anno_nascita: Number(nato.slice(0, 4)),
    data_nascita: nato,
    comune_residenza: legami.comune,
    // As if a code of each had been somebody else’s too: whether the asker sees anybody who has it is the question.
    dubbia: true,
    riservato: hex(anagrafe.get(DatiRiservati).sealPersona(una, { dati, fonti: {} })),
    variata_il: istante,
    vita: legami.vita,
    data_decesso: legami.dataDecesso,
    unita_in: unita,
    protetta: false,
    revisione: 1,
  });
  return [row(id, null), ...(assorbita === undefined ? [] : [row(assorbita, id)])];
}

function schedeOf(anagrafe: AnagrafeDiProva, lei: PersonaCasuale): Riga[] {
  const { id, nome, nato, legami } = lei;
  const row = (fonte: string, ente: string): Riga => ({
    record_id: `\\x${createHash('sha256').update(`${id} ${fonte} ${ente}`).digest('hex')}`,
    revisione: 1,
    persona_id: id,
    ente_erogatore: ente,
    riga_id: uuid(`riga ${id} ${fonte}`),
    tracciato: 'PS_PSA_SINA@201812',
    ...indiciOf(anagrafe, lei),
    cognome: 'ROSSI',
    nome,
    anno_nascita: Number(nato.slice(0, 4)),
    riservato: sealed,
    accettata_il: istante,
    registrata_il: istante,
    fonte,
  });
  return [
    ...legami.erogatori.map((ente) => row('sociale', ente)),
    ...legami.assistitaDa.map((ente) => row('sanitaria', ente)),
    // A comune that only says that she lives there: it gave her nothing, and gains nothing.
    row('anagrafe_comunale', ENTI.portoRecanati.id),
  ];
}

function residenzeOf({ id, legami: { comune } }: PersonaCasuale): Riga[] {
  const row = { persona_id: id, genere: 'residenza', comune, fonte: 'anpr', dal: '2000-01-01', noto_dal: istante };
  return comune === null ? [] : [{ id: uuid(`residenza ${id}`), ...row }];
}

/** Under the other id where there is one: whoever keeps a person keeps the id it wrote. */
const scritta = ({ id, assorbita }: PersonaCasuale): string => assorbita ?? id;

function casiOf(lei: PersonaCasuale): Riga[] {
  return lei.legami.casi.map(({ id, ente, ambito, dal, finoAl }) => ({
    id,
    persona_id: scritta(lei),
    ente,
    ambito,
    riferimento: id,
    dal,
    al: finoAl === null ? null : dal,
    vale_fino: finoAl,
    aperta_il: istante,
  }));
}

function protezioniOf(lei: PersonaCasuale): Riga[] {
  return (lei.legami.protettaDa ?? []).map((ente) => ({
    id: uuid(`protezione ${lei.id} ${ente}`),
    persona_id: scritta(lei),
    ente,
    genere: 'altro',
    motivo: sealed,
    dal: istante,
  }));
}

function urgenzeOf(lei: PersonaCasuale): Riga[] {
  return lei.legami.urgenze.map(({ ente, soggetto, finoA }, at) => ({
    id: uuid(`urgenza ${lei.id} ${at}`),
    persona_id: scritta(lei),
    indice: sealed,
    ente,
    client_id: 'prova',
    soggetto,
    dal: istante,
    al: finoA,
    motivo: sealed,
  }));
}

function dubbiOf(anagrafe: AnagrafeDiProva, { id, persone, aperto }: DubbioCasuale): Riga[] {
  if (persone.length === 1) return [];
  const [una, altra] = persone.map((lei) => lei.id) as [string, string];
  // Who shares no code is held alike by likeness.
  const punteggio = new Set(persone.map(({ codice }) => codice)).size === 1 ? null : 0.5;
  const evidenza = hex(anagrafe.get(DatiRiservati).sealEvidenza([una, altra], { codice: 'uguale' }));
  const stato = aperto ? 'aperto' : 'distinto';
  return [{ id, persona_a: una, persona_b: altra, punteggio, evidenza, stato, aperto_il: istante, revisione: 0 }];
}

function apertureOf({ id, persone, aperture }: DubbioCasuale): Riga[] {
  const what =
    persone.length === 1
      ? { duplicato_id: null, persona_id: scritta(persone[0]!) }
      : { duplicato_id: id, persona_id: null };
  return aperture.map(({ ente, soggetto, finoA }, at) => ({
    id: uuid(`apertura ${id} ${at}`),
    ...what,
    ente,
    client_id: 'prova',
    soggetto,
    motivo: sealed,
    dal: istante,
    al: finoA,
  }));
}

const CHI_DECISE = { ente: ENTI.loreto.id, client_id: 'prova', soggetto: 'steward di prima' };

/** Of each of them something was decided once, and something waits to be confirmed. */
function decisioniOf(anagrafe: AnagrafeDiProva, { id, persone: [una, altra = una] }: DubbioCasuale): Riga[] {
  const motivo = anagrafe.get(DatiRiservati).sealMotivo(id, 'Prova.');
  const row = { id, tipo: 'distinzione', effetto: 'distingue', il: istante, quanti: 0, dettagli: {} };
  return [{ ...row, motivo, ...CHI_DECISE, rimasta: scritta(una!), altra: altra!.id }];
}

function proposteOf({ id, persone: [una, altra = una] }: DubbioCasuale): Riga[] {
  const row = { id, tipo: 'separazione', record: [], quanti: 0, motivo: sealed, proposta_il: istante };
  return [{ ...row, ...CHI_DECISE, scade_il: '2026-03-11T09:00:00Z', persona_id: una!.id, altra_id: scritta(altra!) }];
}
