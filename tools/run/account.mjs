import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../prepare/command.mjs';
import { ROOT } from '../prepare/place.mjs';

/** Ancona: a comune of the demo region whose development client exists. */
const ENTE = 'A271';

const SAMPLES = [
  { file: 'pulita.xml', title: 'a clean delivery', generate: ['--righe', '25', '--seme', 'pulita'] },
  {
    file: 'errori.xml',
    title: 'errors of every class',
    generate: ['--righe', '80', '--seme', 'errori', '--errori', 'tutti'],
  },
  { file: 'duemila.xml', title: '2,000 righe', generate: ['--righe', '2000', '--seme', 'duemila'] },
];

/** Sends three sample deliveries of a comune through the whole path and prints what became of them, then what to try next. */
export async function tellAccount({ env, folder, say }) {
  const samples = join(folder, 'esempi');
  mkdirSync(samples, { recursive: true });
  const token = (await snodo(env, 'token', '--ente', ENTE)).trim();
  const hubUrl = env.SNODO_URL;
  const call = caller(hubUrl, token);
  const told = [];
  for (const sample of SAMPLES) {
    say(`sending ${sample.title}`);
    const path = join(samples, sample.file);
    await snodo(env, 'genera', '--ente', ENTE, ...sample.generate, '--uscita', path);
    told.push({ ...sample, path, ...(await follow(env, call, path)) });
  }
  say('done');
  console.log(`\nComune di Ancona (${ENTE}), tracciato PS_PSA_SINA, messages by ${env.SNODO_TRANSPORT}\n`);
  for (const delivery of told) printDelivery(delivery);
  printNext({ hubUrl, told });
}

async function follow(env, call, path) {
  const started = Date.now();
  const answer = JSON.parse(await snodo(env, 'invia', '--tracciato', 'PS_PSA_SINA', '--ente', ENTE, '--json', path));
  const receipted = Date.now() - started;
  const invio = await concluded(call, answer.id);
  const seconds = (Date.now() - started) / 1000;
  return { answer, invio, receipted, seconds, rilievi: await allRilievi(call, answer.id) };
}

async function concluded(call, id, patience = 300_000) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const invio = await call(`/rest/esiti/v1/invii/${id}`);
    if (invio.concluso_il || invio.stato === 'illeggibile') return invio;
    await pause(150);
  }
  throw new Error(`invio ${id} has no outcome after ${patience / 1000} s`);
}

async function allRilievi(call, id) {
  const found = [];
  let cursor;
  do {
    const page = await call(`/rest/esiti/v1/invii/${id}/rilievi?limit=1000${cursor ? `&cursor=${cursor}` : ''}`);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

function caller(hubUrl, token) {
  return async (path) => {
    const response = await fetch(hubUrl + path, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

function printDelivery({ title, answer, invio, receipted, seconds, rilievi }) {
  const { ricevuta, ripetuto } = answer;
  const again = ripetuto ? ', the same as before: these bytes were already delivered' : '';
  console.log(`  ${title}: ricevuta ${ricevuta.numero} after ${(receipted / 1000).toFixed(1)} s${again}`);
  const states = Object.entries(invio.righe_per_stato ?? {}).map(
    ([state, count]) => `${count} ${state.replaceAll('_', ' ')}`,
  );
  console.log(
    `    ${invio.righe} righe${states.length > 0 ? `: ${states.join(', ')}` : ''} (${seconds.toFixed(1)} s in all)`,
  );
  const byRule = groupBy(rilievi);
  const rules = [...byRule].toSorted(([, a], [, b]) => gravest(a) - gravest(b) || b.length - a.length);
  for (const [rule, [first, ...more]] of rules.slice(0, 8)) {
    const where =
      first.riga === null ? 'whole document' : `riga ${first.riga}, linea ${first.linea}, colonna ${first.colonna}`;
    console.log(
      `      ${first.gravita.padEnd(7)} ${rule}  ${first.campo} (${where}${more.length > 0 ? `, and ${more.length} more` : ''})`,
    );
    console.log(`              ${first.messaggio} ${first.rimedio}`);
  }
  if (rules.length > 8) console.log(`      … and ${rules.length - 8} other rules: see --rilievi below`);
  console.log('');
}

const gravest = ([{ gravita }]) => (gravita === 'errore' ? 0 : 1);

function groupBy(rilievi) {
  const groups = new Map();
  for (const rilievo of rilievi) groups.set(rilievo.regola, [...(groups.get(rilievo.regola) ?? []), rilievo]);
  return groups;
}

function printNext({ hubUrl, told }) {
  const [, withErrors] = told;
  console.log(`Pages
  ${hubUrl}/documentazione                          all APIs, with the page of errors
  ${hubUrl}/rest/invii/v1/documentazione            deposit
  ${hubUrl}/rest/esiti/v1/documentazione            outcomes, ricevute, "where are you?"
  ${hubUrl}/rest/nomenclatore/v1/documentazione     nomenclature, territory, enti (public)

Try, in another terminal
  npm run -s snodo -- verifica --tracciato PS_PSA_SINA ${withErrors.path}
  npm run -s snodo -- invia --tracciato PS_PSA_SINA --ente ${ENTE} ${withErrors.path}
  npm run -s snodo -- stato ${withErrors.invio.id} --ente ${ENTE} --rilievi
  npm run -s snodo -- --help
  TOKEN=$(npm run -s snodo -- token --ente ${ENTE})
  curl -s -H "Authorization: Bearer $TOKEN" ${hubUrl}/rest/esiti/v1/invii
  curl -s -H "Authorization: Bearer $TOKEN" ${hubUrl}/rest/esiti/v1/ricevute/${withErrors.answer.ricevuta.id}`);
}

async function snodo(env, ...args) {
  const { stdout } = await run(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], {
    cwd: ROOT,
    env,
  });
  return stdout;
}
