import { readFileSync } from 'node:fs';
import { askAnpr } from './anpr.mjs';
import { ENTI, follow } from './samples.mjs';

/** Longest wait for the accesses of this account to be sealed, ms. */
const PATIENCE_SEAL = 15_000;

/** No interface says how many persons there are: a count that one client could follow would tell of persons it may not see. */
const COUNTS = `SELECT (SELECT count(*) FROM anagrafe_regionale.persona WHERE unita_in IS NULL)::int AS persone,
  (SELECT count(*) FROM anagrafe_regionale.scheda)::int AS schede,
  (SELECT count(*) FROM anagrafe_regionale.possibile_duplicato WHERE stato = 'aperto')::int AS dubbi`;

/** One person of the last delivery, known to the comune that serves it and to nobody else, and what ANPR says of it; then what the registry has become. */
export async function printRegistry(world, { ente, comune, path }, env) {
  const { call } = world;
  const [, code] = /<Beneficiario CodiceFiscale="([A-Z0-9]{16})"/.exec(readFileSync(path, 'utf8'));
  const search = (who) =>
    call(who, '/rest/anagrafe/v1/persone/ricerche', {
      method: 'POST',
      body: { codice_fiscale: code, finalita: 'presa_in_carico' },
    });
  const [own, other] = [await search(ente), await search(ENTI.jesi)];
  const [person] = own.items;
  console.log('The registry of persons');
  if (person === undefined) console.log(`  ${comune} finds nobody yet under ${code}\n`);
  else {
    const seen =
      other.items.length === 0 ? 'nobody, as if the person did not exist' : `${other.items.length} person(s)`;
    console.log(
      `  ${comune} looks for ${code} and finds ${person.cognome} ${person.nome}; Jesi, of another ambito, finds ${seen}.`,
    );
    console.log('  Both looks are in the access register.');
    await askAnpr(world, { ente, comune }, person, env);
  }
  const { persone, schede, dubbi } = await countsOf(env.DATABASE_URL);
  const sealed = await sealedIn(call, ente);
  console.log(
    `  It holds ${persone} persons, of whom ${schede} records speak; ${dubbi === 1 ? '1 pair waits' : `${dubbi} pairs wait`} for a steward (demo-steward) to say whether it is one person; ${sealed} accesses are sealed.\n`,
  );
}

async function countsOf(connectionString) {
  // Not at the top: on a clean clone packages are installed by the program that imports this.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(COUNTS);
    return rows[0];
  } finally {
    await client.end();
  }
}

/** Entries of the register under its last signed head, which anybody may read. */
async function sealedIn(call, who) {
  const read = () => call(who, '/rest/anagrafe/v1/teste-registro/ultima').catch(() => ({ dimensione: 0 }));
  const { dimensione } = await follow(read, (seen) => seen.dimensione > 0, { patience: PATIENCE_SEAL });
  return dimensione;
}
