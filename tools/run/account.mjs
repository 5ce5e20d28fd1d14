import { join } from 'node:path';
import { run } from '../prepare/command.mjs';
import { ROOT } from '../prepare/place.mjs';
import { commandLine } from './environment.mjs';
import { printFindings } from './findings.mjs';
import { LiveTable, isFinal } from './live-table.mjs';
import { deliverLocalCodes, printLocalCodes } from './local-codes.mjs';
import { printRegistry } from './registry.mjs';
import { chooseSnodo, deliverSamples, follow, readInvio, readRilievi } from './samples.mjs';

/** INPS of the demo asks every two seconds and answers a second later. */
const PATIENCE = 120_000;
/** Longest wait for the next revision of the region's table. */
const PATIENCE_TABLE = 30_000;

/** Sends three sample deliveries, and one with an ente's own codes, through the whole path, shows how they get on, and what everyone knows at the end. */
export async function tellAccount({ env, place, say }) {
  const { folder } = place;
  const world = worldOf(env);
  await chooseSnodo(world);
  const deliveries = await deliverSamples({ ...world, folder, say });
  const local = await deliverLocalCodes(world, { folder, say });
  const all = [...deliveries, local];
  say('the deliveries travel: comune → region → INPS → back');
  console.log(`\nTracciato PS_PSA_SINA, messages by ${env.SNODO_TRANSPORT}\n`);
  const table = new LiveTable();
  const rows = await follow(
    () => Promise.all(all.map(async (one) => ({ name: nameOf(one), invio: await readInvio(world, one) }))),
    (seen) => seen.every(({ invio }) => isFinal(invio)),
    { patience: PATIENCE, show: (seen) => table.show(seen) },
  );
  console.log('');
  say(rows.every(({ invio }) => isFinal(invio)) ? 'every riga has its answer' : 'INPS has not answered everything yet');
  console.log('\nWhat was found, and what to do about it\n');
  for (const [at, one] of deliveries.entries()) printFindings(one, rows[at].invio, await readRilievi(world, one));
  await printLocalCodes(world, local);
  await printRegistry(world, deliveries[2], env);
  await printTable(world);
  printNext(env, place, deliveries[1]);
}

const nameOf = ({ comune, title }) => `${comune}, ${title}`;

/** The ways to the hub: its command line, and requests as a demo client. */
function worldOf(env) {
  const snodo = async (...args) => {
    const { stdout } = await run(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], {
      cwd: ROOT,
      env,
    });
    return stdout;
  };
  const tokens = new Map();
  const tokenOf = async (who) => {
    const args = /^[A-Z]\d{3}$/.test(who) ? ['--ente', who] : ['--client', who];
    if (!tokens.has(who)) tokens.set(who, (await snodo('token', ...args)).trim());
    return tokens.get(who);
  };
  const call = async (who, path, { method = 'GET', body, type = 'application/json' } = {}) => {
    const response = await fetch(env.SNODO_URL + path, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(who)}`, ...(body && { 'content-type': type }) },
      ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return { snodo, call };
}

/** The region's table: distinct persons and spending, with what is too little to be shown hidden. */
async function printTable({ call }) {
  const read = () =>
    call('demo-regione', '/rest/reporting/v1/tabelle/prestazioni-per-ambito?anno=2024').catch(() => ({ celle: [] }));
  const seen = await follow(read, ({ celle }) => shownOf(celle).length >= 3, { patience: PATIENCE_TABLE });
  console.log('What the region sees: persons and spending of 2024, by ambito and area (nobody can be told apart)\n');
  for (const { ambito, ambito_denominazione: name, area_denominazione: area, persone, spesa } of shownOf(seen.celle)) {
    console.log(
      `  ${`${ambito} ${name}`.padEnd(16)} ${area.padEnd(36)} ${persone.testo.padStart(30)} ${spesa.testo.padStart(30)}`,
    );
  }
  console.log('');
}

/** Cells of the ambiti that have sent something. */
function shownOf(celle) {
  const known = new Set(
    celle.filter(({ persone }) => ['valore', 'riservato'].includes(persone.stato)).map(({ ambito }) => ambito),
  );
  return celle.filter(({ ambito }) => known.has(ambito));
}

/** Where several runs are up, the command line finds the first one unless it is told. */
function prefixOf(env, { number }) {
  if (number === 0) return '';
  return `${Object.entries(commandLine(env))
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')} `;
}

function printNext(env, place, { ente, path, answer }) {
  const hubUrl = env.SNODO_URL;
  const snodo = `${prefixOf(env, place)}npm run -s snodo --`;
  console.log(`Pages
  ${hubUrl}/documentazione                          all APIs, with the page of errors
  ${hubUrl}/rest/invii/v1/documentazione            deposit
  ${hubUrl}/rest/esiti/v1/documentazione            outcomes, ricevute, "where are you?"
  ${hubUrl}/rest/tracciati/v1/documentazione        tracciati: XSD and documentation (public)
  ${hubUrl}/rest/inps/v1/documentazione             the way to INPS: modalità, flussi, outcomes
  ${hubUrl}/rest/anagrafe/v1/documentazione         registry of persons
  ${hubUrl}/rest/reporting/v1/documentazione        aggregates
  ${hubUrl}/rest/nomenclatore/v1/documentazione     nomenclature, territory, enti (public)

Try, in another terminal
  ${snodo} verifica --tracciato PS_PSA_SINA ${path}
  ${snodo} invia --tracciato PS_PSA_SINA --ente ${ente} ${path}
  ${snodo} stato ${answer.id} --ente ${ente} --rilievi
  ${snodo} stato ${answer.id} --ente ${ente} --righe
  ${snodo} correggi ${answer.id} --ente ${ente}
  ${snodo} ricevuta scarica ${answer.id} --ente ${ente} --uscita ricevuta.json
  ${snodo} ricevuta verifica ricevuta.json
  ${snodo} --help
  TOKEN=$(${snodo} token --ente ${ente})
  curl -s -H "Authorization: Bearer $TOKEN" ${hubUrl}/rest/esiti/v1/invii/${answer.id}/righe
  curl -s -H "Authorization: Bearer $TOKEN" ${hubUrl}/rest/inps/v1/riepilogo
  curl -s -H "Authorization: Bearer $TOKEN" ${hubUrl}/rest/esiti/v1/ricevute/${answer.ricevuta.id}`);
}
