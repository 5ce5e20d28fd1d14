import { type Ambiente, type Argomenti, Impossibile, USCITA, only, optional } from './comando.js';
import { readJson, testaConservata } from './documenti-registro.js';
import { Hub } from './hub.js';
import { keep } from './uscita.js';

/** Gets the ricevuta of an invio as the file that is kept and checked later. */
export async function scaricaRicevuta(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const invio = encodeURIComponent(only(argomenti, 'INVIO'));
  const testa = optional(argomenti, 'testa');
  const hub = await Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
  const { ricevuta_id: id } = await hub.get(`/rest/esiti/v1/invii/${invio}`);
  if (typeof id !== 'string') throw new Impossibile('l’invio non ha una ricevuta');
  const kept = testa === undefined ? undefined : testaConservata(await readJson(testa, ambiente));
  const query = kept === undefined ? '' : `?dimensione=${kept.dimensione}`;
  const ricevuta = await hub.get(`/rest/esiti/v1/ricevute/${encodeURIComponent(id)}${query}`);
  await keep(argomenti, ambiente, ricevuta);
  if (!('prova' in ricevuta)) ambiente.errors.write('non è ancora nel registro sigillato: riprovare fra un minuto\n');
  return USCITA.bene;
}
