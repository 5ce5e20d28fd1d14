import { accordoOf, firmaDellaTesta } from './accordo-teste.js';
import { type Ambiente, type Argomenti, UsoErrato, USCITA, optional } from './comando.js';
import { tell } from './controlli.js';
import { coerenzaOf, readJson, testaConservata, testaOf } from './documenti-registro.js';
import { Firme } from './firme.js';
import { Hub } from './hub.js';
import { keep } from './uscita.js';

const TESTE = '/rest/esiti/v1/teste-registro';

/** Gets the latest head, to be kept; given one that was kept before, checks first that the new one goes on from it. */
export async function scaricaTesta(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  if (argomenti.posizionali.length > 0) throw new UsoErrato(`argomento in più: ${argomenti.posizionali[0]}`);
  const hub = Hub.openPublic(argomenti, ambiente);
  const firme = await Firme.open(argomenti, ambiente);
  const file = optional(argomenti, 'testa');
  // What is said goes beside: the head itself may be going to the output.
  const beside = { ...ambiente, output: ambiente.errors };
  if (file === undefined) {
    const ultima = testaOf(await hub.get(`${TESTE}/ultima`));
    const said = await tell(
      'Ultima testa del registro',
      [await firmaDellaTesta('testa', ultima, firme)],
      argomenti,
      beside,
    );
    if (said === USCITA.bene) await keep(argomenti, ambiente, { ...ultima });
    return said;
  }
  const conservata = testaConservata(await readJson(file, ambiente));
  const coerenza = coerenzaOf(await hub.get(`${TESTE}/coerenze?da=${conservata.dimensione}`));
  const controlli = [
    await firmaDellaTesta('conservata', conservata, firme),
    await firmaDellaTesta('testa', coerenza.a, firme),
    accordoOf(conservata, coerenza.a, coerenza),
  ];
  const said = await tell('Ultima testa del registro', controlli, argomenti, beside);
  // A head that contradicts the one at hand must not take its place.
  if (said === USCITA.bene) await keep(argomenti, ambiente, { ...coerenza });
  return said;
}
