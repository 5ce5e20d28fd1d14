import { createHash } from 'node:crypto';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Riferimento } from '../persona/riferimento.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { type DubbioCasuale, type MondoCasuale, type PersonaCasuale, idOf } from './mondo-casuale.js';
import { ENTI } from './riferimenti-di-prova.js';

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
  const dati = { codici, cognome: 'ROSSI', nome, cittadinanze: ['380'], statoCivile: { codice: '2' } };
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
    riga_id: idOf(`riga ${id} ${fonte}`),
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
  return comune === null ? [] : [{ id: idOf(`residenza ${id}`), ...row }];
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
    id: idOf(`protezione ${lei.id} ${ente}`),
    persona_id: scritta(lei),
    ente,
    genere: 'altro',
    motivo: sealed,
    dal: istante,
  }));
}

function urgenzeOf(lei: PersonaCasuale): Riga[] {
  return lei.legami.urgenze.map(({ ente, soggetto, finoA }, at) => ({
    id: idOf(`urgenza ${lei.id} ${at}`),
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
    id: idOf(`apertura ${id} ${at}`),
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
