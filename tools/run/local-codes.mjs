import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../prepare/place.mjs';
import { ENTI, follow } from './samples.mjs';

const BASE = '/rest/nomenclatore/v1';
const LIST = join(ROOT, 'config/regioni/marche/dimostrazione/liste-locali/jesi-e388.csv');
/** Codes of Jesi's list that its righe carry in turn: the first two are approved by themselves, the others wait for the region. */
const CODES = ['AE-04', 'SAD-01', 'MIN-01', 'EM-02'];
const RIGHE = 8;
/** Longest wait for one service to hear of what another did, ms. */
const PATIENCE = 30_000;

/**
 * Jesi uploads its own list of codes and sends righe that carry them; those whose code the region has not looked at wait, until it
 * approves. Told again on a database that has it all, it finds everything done.
 * @returns the delivery, with the ids of its righe
 */
export async function deliverLocalCodes(world, { folder, say }) {
  const { snodo, call } = world;
  const ente = ENTI.jesi;
  const list = await uploadList(world, ente);
  say(`Jesi (${ente}) uploads its own list: ${said(list)}`);
  const path = join(folder, 'esempi', 'codici-propri.xml');
  await snodo('genera', '--ente', ente, '--righe', String(RIGHE), '--seme', 'codici-propri', '--uscita', path);
  writeFileSync(path, withLocalCodes(readFileSync(path, 'utf8')));
  await follow(
    () => verify(world, path),
    ({ righe_senza_errori: right }) => right === RIGHE,
    { patience: PATIENCE },
  );
  const answer = JSON.parse(await snodo('invia', '--tracciato', 'PS_PSA_SINA', '--ente', ente, '--json', path));
  const read = () => call(ente, `/rest/esiti/v1/invii/${answer.id}`);
  const invio = await follow(read, ({ concluso_il: end }) => Boolean(end), { patience: PATIENCE });
  const held = invio.righe_per_stato.in_attesa_di_codifica ?? 0;
  say(
    `Jesi sends ${RIGHE} righe with codes of its own: ${held === 0 ? 'all of them are known' : `${held} wait for the region`}`,
  );
  if (held > 0) await approveAll(world, say);
  return { ente, comune: 'Jesi', title: 'its own codes', answer };
}

/** How one riga that waited was read: its code, INPS's, by which versions, and its steps. */
export async function printLocalCodes({ call }, { ente, answer }) {
  const { items } = await call(ente, `/rest/esiti/v1/invii/${answer.id}/righe?limit=100`);
  const righe = await Promise.all(items.map(({ id }) => call(ente, `/rest/esiti/v1/righe/${id}`)));
  const waited = righe.filter(({ passi }) => passi.some(({ passo }) => passo === 'trattenuta'));
  console.log('Codes of the ente, read by the versions in force on the day of the event\n');
  const shown = new Map(righe.map(({ codifica }) => [codifica.codice_ricevuto, codifica]));
  for (const [ricevuto, { codice_inps: inps, versioni }] of shown)
    console.log(`  ${(ricevuto ?? '').padEnd(8)} ${(inps ?? 'waits').padEnd(8)} ${versioni.join(' → ')}`);
  console.log(
    `\n  ${waited.length} of ${righe.length} righe waited for an approval, and went on by themselves after it.\n`,
  );
}

function uploadList({ call }, ente) {
  return call(ente, `${BASE}/nomenclature-locali/${ente}/caricamenti`, {
    method: 'POST',
    body: readFileSync(LIST, 'utf8'),
    type: 'text/csv',
  });
}

function said({ invariata, completezza: { voci, associate, da_approvare: open, senza_associazione: none } }) {
  const again = invariata ? ', the same as before' : '';
  return `${voci} codes, ${associate} associated, ${open} for the region to look at, ${none} still without anything${again}`;
}

/** What the document would be told now: ingestion knows the list a moment after the nomenclatore does. */
function verify({ call }, path) {
  const body = readFileSync(path, 'utf8');
  return call(ENTI.jesi, '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA', {
    method: 'POST',
    body,
    type: 'application/xml',
  });
}

function withLocalCodes(xml) {
  let at = 0;
  return xml.replaceAll(/(<PrestazioniSociali\b[^>]*\sCodicePrestazione=")[^"]*"/g, (_, before) => {
    const code = CODES[at % CODES.length];
    at += 1;
    return `${before}${code}"`;
  });
}

/** The region looks at what waits, at what an approval would let go, and approves. */
async function approveAll({ call }, say) {
  const region = 'demo-regione';
  const { associazioni } = await call(region, `${BASE}/associazioni?stato=proposta&ente=${ENTI.jesi}&limite=500`);
  // A run that was cut short had approved them.
  if (associazioni.length === 0) return;
  const held = () => call(region, `${BASE}/nomenclature-locali/${ENTI.jesi}/codici-in-attesa`);
  const { codici } = await follow(held, ({ righe }) => righe > 0, { patience: PATIENCE });
  for (const { codice, denominazione, righe } of codici) say(`  ${codice} (${denominazione}) holds ${righe} righe`);
  const ids = associazioni.map(({ id }) => id);
  const preview = await call(region, `${BASE}/associazioni/anteprime`, { method: 'POST', body: { associazioni: ids } });
  const decisioni = associazioni.map(({ id, revisione }) => ({ id, revisione, decisione: 'approva' }));
  const { riuscite } = await call(region, `${BASE}/associazioni/decisioni`, { method: 'POST', body: { decisioni } });
  say(`the region approves ${riuscite} associations: ${preview.righe} righe go on`);
}
