import { setImmediate } from 'node:timers/promises';
import { DocumentoIlleggibile } from '../documenti/documento-illeggibile.js';
import { testi } from '../documenti/testi.js';
import { oggettoDi } from '../json/oggetto.js';
import { Spezzatore } from '../json/spezzatore.js';
import { esaminaCoda, leggiTesta } from '../json/testa.js';
import type { Limiti } from '../limiti.js';
import type { PianoCompilato } from '../piano/compilato.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import { JsonSenzaCodici } from './json-senza-codici.js';
import type { FaiPseudonimo, Riscritto, Scrivi } from './pseudonimo.js';

/** @throws DocumentoIlleggibile, and what the source and `scrivi` throw */
export async function riscriviJson(
  pezzi: AsyncIterable<Uint8Array>,
  piano: PianoCompilato,
  limiti: Limiti,
  fai: FaiPseudonimo,
  scrivi: Scrivi,
): Promise<Riscritto> {
  const spezzatore = new Spezzatore(limiti);
  const json = new JsonSenzaCodici(piano, fai);
  for await (const { testo, guasto } of testi(pezzi)) {
    let written = '';
    for (const pezzo of spezzatore.write(testo)) {
      const oggetto = oggettoDi(pezzo);
      if (pezzo.genere === 'riga') written += json.riga(oggetto, spezzatore.forma);
      else if (pezzo.genere === 'testa')
        written += json.testa(leggiTesta(oggetto, piano.tracciato.tracciato, () => undefined));
      else esaminaCoda(oggetto, piano.tracciato.tracciato, () => undefined);
    }
    await scrivi(written);
    await setImmediate();
    if (guasto !== undefined) throw new DocumentoIlleggibile(REGOLE_FORMA_JSON.codifica, guasto, spezzatore.luogo);
  }
  spezzatore.end();
  await scrivi(json.fine(spezzatore.forma));
  return { esito: 'riscritto', formato: spezzatore.forma ?? 'json' };
}
