import { CLIENT_KEY_SETTINGS } from '#libs/security';
import { InvalidSettings, type SettingsOf, setting } from '#libs/settings';
import type { ConfigurazioneAnpr } from './anpr/fonte-anpr.js';
import { SERVIZI_NECESSARI, type ServizioAnpr, isServizioAnpr } from './anpr/servizi-anpr.js';
import type { ConfigurazioneSanitaria } from './sanitaria/fonte-sanitaria.js';
import type { IdentitaPdnd } from './pdnd/client-pdnd.js';

const soglia = (name: string, fonte: string) =>
  setting.integer(name, {
    default: 1000,
    min: 1,
    max: 10_000_000,
    description: `Domande al giorno a ${fonte}: la più bassa delle soglie concesse ai suoi e-service; un decimo resta per gli operatori.`,
  });
const atto = (name: string, fonte: string) =>
  setting.text(name, {
    optional: true,
    description: `Estremi dell’atto per cui si interroga ${fonte}: senza, non si interroga.`,
  });

/** Which other registries are asked, as whom, and by which act. */
export const FONTI_SETTINGS = {
  pdndTokenUrl: setting.service('SNODO_PDND_TOKEN_URL', {
    optional: true,
    description: 'Dove PDND rilascia i voucher per interrogare altri enti.',
  }),
  pdndAssertionAudience: setting.text('SNODO_PDND_ASSERTION_AUDIENCE', {
    optional: true,
    description: 'Valore di `aud` nelle client assertion per PDND.',
  }),
  pdndClientId: setting.text('SNODO_PDND_CLIENT_ID', {
    optional: true,
    description: 'Client PDND con cui l’anagrafe interroga altri enti.',
  }),
  ...CLIENT_KEY_SETTINGS,
  fontiSede: setting.text('SNODO_FONTI_SEDE', {
    default: 'snodo',
    maxLength: 20,
    description: 'Postazione da cui si interroga (userLocation delle evidenze).',
  }),
  fontiLoa: setting.text('SNODO_FONTI_LOA', {
    default: 'LOA2',
    description: 'Livello di garanzia con cui sono riconosciuti gli operatori (LoA delle evidenze).',
  }),
  rinnovoFonti: setting.duration('SNODO_FONTI_RINNOVO', {
    default: 30 * 86_400_000,
    description: 'Ogni quanto si chiede di nuovo di chi è in carico a un ente.',
  }),
  aggiornamentiAlGiorno: setting.integer('SNODO_AGGIORNAMENTI_AL_GIORNO', {
    default: 50,
    min: 1,
    max: 100_000,
    description: 'Persone di cui un ente può far chiedere alle altre anagrafi in 24 ore.',
  }),
  anprUrl: setting.service('SNODO_ANPR_URL', {
    optional: true,
    description: 'Base degli indirizzi degli e-service di ANPR; senza, ANPR non è interrogata.',
  }),
  anprAudience: setting.url('SNODO_ANPR_AUDIENCE', {
    optional: true,
    description: 'Base dell’audience degli stessi e-service, che su PDND non è l’indirizzo.',
  }),
  anprFinalita: setting.list('SNODO_ANPR_FINALITA', {
    default: [],
    description: 'Finalità PDND per e-service (`C030=uuid`): C030 e C015 necessari; C019, C020, C018 se concessi.',
  }),
  anprAtto: atto('SNODO_ANPR_ATTO', 'ANPR'),
  anprSoglia: soglia('SNODO_ANPR_SOGLIA', 'ANPR'),
  sanitariaUrl: setting.service('SNODO_SANITARIA_URL', {
    optional: true,
    description: 'Base FHIR R4 dell’anagrafe sanitaria regionale; senza, non è interrogata.',
  }),
  sanitariaAudience: setting.text('SNODO_SANITARIA_AUDIENCE', {
    optional: true,
    description: 'Audience del suo e-service su PDND.',
  }),
  sanitariaFinalita: setting.text('SNODO_SANITARIA_FINALITA', {
    optional: true,
    description: 'Finalità PDND (uuid) con cui la si interroga.',
  }),
  sanitariaAtto: atto('SNODO_SANITARIA_ATTO', 'l’anagrafe sanitaria'),
  sanitariaSoglia: soglia('SNODO_SANITARIA_SOGLIA', 'l’anagrafe sanitaria'),
} as const;

export type FontiSettings = SettingsOf<typeof FONTI_SETTINGS>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is configured of a group: everything, nothing, or the names of what is missing. */
function wholeOrNothing<T extends Readonly<Record<string, unknown>>>(
  group: { readonly [K in keyof T]: T[K] | undefined },
  missingOf: (key: keyof T) => string,
): T | undefined {
  const missing = Object.keys(group).filter((key) => group[key] === undefined);
  if (missing.length === Object.keys(group).length) return undefined;
  if (missing.length > 0) {
    throw new InvalidSettings(missing.map((key) => `${missingOf(key)}: missing, others of its group are set`));
  }
  return group as T;
}

/** As whom PDND knows us. @throws InvalidSettings for half a configuration */
export function identitaPdnd(settings: FontiSettings): IdentitaPdnd | undefined {
  const { pdndClientId, pdndTokenUrl, pdndAssertionAudience, pdndChiaveClient } = settings;
  const names = {
    clientId: 'SNODO_PDND_CLIENT_ID',
    tokenUrl: 'SNODO_PDND_TOKEN_URL',
    audience: 'SNODO_PDND_ASSERTION_AUDIENCE',
    chiave: 'SNODO_PDND_CHIAVE_CLIENT',
  };
  return wholeOrNothing<{ clientId: string; tokenUrl: string; audience: string; chiave: string }>(
    { clientId: pdndClientId, tokenUrl: pdndTokenUrl, audience: pdndAssertionAudience, chiave: pdndChiaveClient },
    (key) => names[key],
  );
}

/** How ANPR is asked. @throws InvalidSettings for half a configuration, or without a client of PDND */
export function configurazioneAnpr(settings: FontiSettings): ConfigurazioneAnpr | undefined {
  const { anprUrl, anprAudience, anprFinalita, anprAtto, anprSoglia } = settings;
  const names = {
    url: 'SNODO_ANPR_URL',
    audience: 'SNODO_ANPR_AUDIENCE',
    atto: 'SNODO_ANPR_ATTO',
    finalita: 'SNODO_ANPR_FINALITA',
  };
  const found = wholeOrNothing<{ url: string; audience: string; atto: string; finalita: readonly string[] }>(
    {
      url: anprUrl,
      audience: anprAudience,
      atto: anprAtto,
      finalita: anprFinalita.length === 0 ? undefined : anprFinalita,
    },
    (key) => names[key],
  );
  if (found === undefined) return undefined;
  needsPdnd(settings, 'SNODO_ANPR_URL');
  return { ...found, finalita: finalitaOf(found.finalita), soglia: anprSoglia };
}

/** How the health registry is asked. @throws InvalidSettings for half a configuration, or without a client of PDND */
export function configurazioneSanitaria(settings: FontiSettings): ConfigurazioneSanitaria | undefined {
  const { sanitariaUrl, sanitariaAudience, sanitariaFinalita, sanitariaAtto, sanitariaSoglia } = settings;
  const names = {
    url: 'SNODO_SANITARIA_URL',
    audience: 'SNODO_SANITARIA_AUDIENCE',
    finalita: 'SNODO_SANITARIA_FINALITA',
    atto: 'SNODO_SANITARIA_ATTO',
  };
  const found = wholeOrNothing<{ url: string; audience: string; finalita: string; atto: string }>(
    { url: sanitariaUrl, audience: sanitariaAudience, finalita: sanitariaFinalita, atto: sanitariaAtto },
    (key) => names[key],
  );
  if (found === undefined) return undefined;
  needsPdnd(settings, 'SNODO_SANITARIA_URL');
  if (!UUID.test(found.finalita)) throw new InvalidSettings(['SNODO_SANITARIA_FINALITA: expected a uuid']);
  return { ...found, soglia: sanitariaSoglia };
}

/** @throws InvalidSettings */
function needsPdnd(settings: FontiSettings, setBy: string): void {
  if (identitaPdnd(settings) === undefined)
    throw new InvalidSettings([`SNODO_PDND_CLIENT_ID: missing, ${setBy} needs it`]);
}

function finalitaOf(pairs: readonly string[]): ConfigurazioneAnpr['finalita'] {
  const wrong = (what: string) => new InvalidSettings([`SNODO_ANPR_FINALITA: ${what}, expected C030=uuid,C015=uuid,…`]);
  const finalita: Partial<Record<ServizioAnpr, string>> = {};
  for (const pair of pairs) {
    const [servizio = '', purpose = ''] = pair.split('=');
    if (!isServizioAnpr(servizio)) throw wrong(`${JSON.stringify(servizio)} is no e-service that is asked`);
    if (!UUID.test(purpose)) throw wrong(`the purpose of ${servizio} is no uuid`);
    finalita[servizio] = purpose;
  }
  const missing = SERVIZI_NECESSARI.find((servizio) => finalita[servizio] === undefined);
  if (missing !== undefined) throw wrong(`no purpose for ${missing}`);
  return finalita;
}
