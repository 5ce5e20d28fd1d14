import { type Ambiente, type Argomenti, type Comando, USCITA, only, optional } from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { write } from './scrittura.js';

/** Follows a deposit. */
export const stato: Comando = {
  nome: 'stato',
  argomenti: 'INVIO [opzioni]',
  sommario: 'dice a che punto è un invio, e con --rilievi che cosa non va',
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente che ha inviato, per chiedere un token di sviluppo' },
    rilievi: { type: 'boolean', descrizione: 'elenca i rilievi, un oggetto JSON per riga' },
    ...OPZIONI_HUB,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const invio = encodeURIComponent(only(argomenti, 'INVIO'));
    const hub = await Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
    if (argomenti.opzioni.rilievi === true) return rilievi(hub, invio, ambiente);
    await write(ambiente.output, `${JSON.stringify(await hub.get(`/rest/invii/v1/invii/${invio}`), undefined, 2)}\n`);
    return USCITA.bene;
  },
};

/** Pages to the end: a delivery with errors everywhere has as many rilievi as righe. */
async function rilievi(hub: Hub, invio: string, { output }: Ambiente): Promise<number> {
  let path: string | undefined = `/rest/esiti/v1/invii/${invio}/rilievi`;
  while (path !== undefined) {
    const page = await hub.get(path);
    const found = Array.isArray(page.rilievi) ? page.rilievi : [];
    for (const rilievo of found) await write(output, `${JSON.stringify(rilievo)}\n`);
    path = typeof page.successiva === 'string' ? page.successiva : undefined;
  }
  return USCITA.bene;
}
