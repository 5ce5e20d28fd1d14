import autocannon from 'autocannon';
import { rolesOf } from '#libs/persistence';
import { type DatiInChiaro, DatiRiservati } from '../../../apps/anagrafe-regionale/src/persona/dati-riservati.js';
import { EmittenteInProva } from '../../prova/ingestion.js';
import { Visibilita } from '../../../apps/anagrafe-regionale/src/visibilita/visibilita.js';
import { CLIENT, COMUNI, enteDi } from '../../prova/anagrafe-grande/lombardia.js';
import { Processo } from '../../prova/processo.js';
import { type BenchContext, type BenchRow, type Goal, alternate, median, sizeOf } from '../measure.js';
import { type Banco, CHIAVI } from './banco.js';

const CONNECTIONS = 16;
const SECONDS = 4;
const AUDIENCE = 'https://snodo.test';
/** Codes that are asked for, each at random: persons of the comune that asks. */
const CODICI = sizeOf(50_000);
const FINALITA = 'presa_in_carico';

/** What a round of lookups came to. */
interface Giro {
  readonly alSecondo: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p97: number;
}

interface Lati {
  readonly nostra: Giro[];
  readonly altra: Giro[];
}

/**
 * Lookups by codice fiscale over HTTP, 16 at a time. Ours is the registry in a process of its own: token, caller, purpose, row-level security,
 * rules of visibility, person opened, entry in the register of accesses committed before the answer. The floors are another process.
 */
export async function ricercheRows(context: BenchContext, banco: Banco): Promise<BenchRow[]> {
  const emittente = await EmittenteInProva.start();
  const env = environment(context, banco, emittente.jwksUrl);
  const codici = await codiciOf(banco);
  const token = await emittente.token(CLIENT);
  const processo = await Processo.startApp('anagrafe-regionale', env);
  const pavimento = await Processo.start(env, 'processo-registro');
  const look = (url: string, giri: Giro[]) => async (): Promise<number> => {
    giri.push(await lookups(url, token, codici));
    return giri.at(-1)!.alSecondo;
  };
  const nostro = `${processo.url}/rest/anagrafe/v1/persone/ricerche`;
  try {
    await mustFind(nostro, token, codici[0]!);
    const row = async (id: string, what: string, path: string, goal?: Goal): Promise<BenchRow> => {
      context.say(`${id}: ${what}`);
      const giri: Lati = { nostra: [], altra: [] };
      const medians = await alternate({
        rounds: context.rounds,
        ours: look(nostro, giri.nostra),
        floor: look(`${pavimento.url}${path}`, giri.altra),
      });
      return { id, what, ...medians, unit: 'lookups/s', goal, note: noteOf(giri, processo) };
    };
    return [
      await row('B9a', 'lookup by code over HTTP, against node http and one pg select', '/nuda', { atLeast: 0.2 }),
      await row(
        'B9b',
        'against the same checks: token, role and policies, entry in a register committed',
        '/controllata',
        {
          atLeast: 0.65,
        },
      ),
      await row('B9m', 'against token and entry in a register alone, in one statement', '/registrata'),
    ];
  } finally {
    await pavimento.stop();
    await processo.stop();
    await emittente.stop();
  }
}

function noteOf({ nostra, altra }: Lati, processo: Processo): string {
  const of = (giri: readonly Giro[], which: 'p50' | 'p97'): string =>
    median(giri.map((giro) => giro[which])).toFixed(1);
  const memory = Math.round(processo.peakMemory / 2 ** 20);
  return `p50 and p97.5 ${of(nostra, 'p50')} and ${of(nostra, 'p97')} ms, of the floor ${of(altra, 'p50')} and ${of(altra, 'p97')} ms; process at most ${memory} MiB`;
}

/** Without a person in the answer nothing would be measured but a refusal. */
async function mustFind(url: string, token: string, codice: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: headersOf(token), body: bodyOf(codice) });
  const text = await answer.text();
  if (!answer.ok || !text.includes('"cognome"')) throw new Error(`B9: ${answer.status} ${text.slice(0, 300)}`);
}

async function lookups(url: string, token: string, codici: readonly string[]): Promise<Giro> {
  const headers = headersOf(token);
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    method: 'POST',
    headers,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          headers,
          body: bodyOf(codici[Math.floor(Math.random() * codici.length)]!),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`B9: ${result.non2xx} refused, ${result.errors} errors`);
  return { alSecondo: result.requests.total / result.duration, p50: result.latency.p50, p97: result.latency.p97_5 };
}

function headersOf(token: string) {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

function bodyOf(codice: string): string {
  return JSON.stringify({ codice_fiscale: codice, finalita: FINALITA });
}

/** From all over the registry: the first ones would be in one corner of the tables. */
async function codiciOf({ anagrafe, database, carico }: Banco): Promise<string[]> {
  const share = Math.min(100, (400 * CODICI) / carico.registro);
  const riservati = anagrafe.get(DatiRiservati);
  const rows = await database.admin<DatiInChiaro & { readonly id: string; readonly riservato: Buffer }>(
    `SELECT id, cognome, nome, riservato FROM anagrafe_regionale.persona TABLESAMPLE SYSTEM (${share})
     WHERE comune_residenza = $1 LIMIT ${CODICI}`,
    [COMUNI[0]!.istat],
  );
  return rows.map(({ id, riservato, ...chiari }) => riservati.openPersona(id, chiari, riservato).codice!);
}

function environment({ amqpUrl }: BenchContext, { anagrafe, database }: Banco, jwksUrl: string): NodeJS.ProcessEnv {
  const visibilita = anagrafe.get(Visibilita);
  const chi = visibilita.richiedenteOf({ ente: enteDi(COMUNI[0]!.istat), subject: CLIENT, ruoli: ['titolare'] });
  const scope = Object.entries(visibilita.scopeOf(chi)).map(([key, value]) => [`snodo.${key}`, value] as const);
  return {
    ...CHIAVI,
    B9_AMBITO: JSON.stringify({ ...Object.fromEntries(scope), role: rolesOf(database.name, 'anagrafe-regionale').api }),
    SNODO_ENV: 'test',
    SNODO_LOG_LEVEL: 'error',
    DATABASE_URL: database.adminUrl,
    AMQP_URL: amqpUrl ?? 'amqp://127.0.0.1:1',
    SNODO_BUS_PREFIX: database.name,
    SNODO_ANAGRAFE_REGIONALE_DB_PASSWORD: database.password,
    SNODO_AUDIENCE: AUDIENCE,
    SNODO_PDND_ISSUER: 'prova',
    SNODO_PDND_JWKS_URL: jwksUrl,
    SNODO_RATE_LIMIT: '100000000',
  };
}
