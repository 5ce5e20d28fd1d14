import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Three comuni of the demo region, each with a demo client; of three different ambiti. */
export const ENTI = { jesi: 'E388', ancona: 'A271', pesaro: 'G479' };

const SAMPLES = [
  {
    ente: ENTI.jesi,
    comune: 'Jesi',
    file: 'pulita.xlsx',
    title: 'a clean workbook',
    generate: ['--righe', '25', '--seme', 'pulita'],
  },
  {
    ente: ENTI.ancona,
    comune: 'Ancona',
    file: 'errori.csv',
    title: 'a CSV with errors of every class',
    generate: ['--righe', '80', '--seme', 'errori', '--errori', 'tutti'],
  },
  {
    ente: ENTI.pesaro,
    comune: 'Pesaro',
    file: 'duemila.xml',
    title: '2,000 righe of XML',
    generate: ['--righe', '2000', '--seme', 'duemila'],
  },
];

/** Writes the sample documents and delivers them. @returns each with its ricevuta */
export async function deliverSamples({ snodo, folder, say }) {
  const samples = join(folder, 'esempi');
  mkdirSync(samples, { recursive: true });
  const delivered = [];
  for (const sample of SAMPLES) {
    const { ente, comune, title, file, generate } = sample;
    say(`${comune} (${ente}) sends ${title}`);
    const path = join(samples, file);
    await snodo('genera', '--ente', ente, ...generate, '--uscita', path);
    const started = Date.now();
    const answer = JSON.parse(await snodo('invia', '--tracciato', 'PS_PSA_SINA', '--ente', ente, '--json', path));
    delivered.push({ ...sample, path, answer, receipted: Date.now() - started });
  }
  return delivered;
}

/** Longest wait for the gateway to hear of acts that the region's pack has just brought, ms. */
const PATIENCE_ACTS = 30_000;

/** Every comune lets Snodo feed INPS for it; until it says so, nothing of it is published. */
export async function chooseSnodo({ call }) {
  for (const ente of Object.values(ENTI)) {
    const body = { tracciato: 'PS_PSA_SINA', modalita: 'snodo', dal: today() };
    const choose = () => call(ente, '/rest/inps/v1/modalita', { method: 'POST', body }).catch((error) => error);
    const chosen = await follow(
      choose,
      (seen) => !(seen instanceof Error && seen.message.includes('delega_waas_mancante')),
      {
        patience: PATIENCE_ACTS,
      },
    );
    if (chosen instanceof Error) throw chosen;
  }
}

/** Legal day, `YYYY-MM-DD`. */
function today() {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
}

/** What the ledger says of a delivery now. */
export function readInvio({ call }, { ente, answer }) {
  return call(ente, `/rest/esiti/v1/invii/${answer.id}`);
}

/** Every finding on a delivery. */
export async function readRilievi({ call }, { ente, answer }) {
  const found = [];
  let cursor;
  do {
    const next = cursor ? `&cursor=${cursor}` : '';
    const page = await call(ente, `/rest/esiti/v1/invii/${answer.id}/rilievi?limit=1000${next}`);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

/** Waits for something, looking at it again and again. @returns what `look` gives once `done` says so, or at the end of the patience */
export async function follow(look, done, { patience, show = () => undefined }) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    show(seen);
    if (done(seen) || Date.now() > end) return seen;
    await pause(250);
  }
}
