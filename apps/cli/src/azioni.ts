import { type Ambiente, type Argomenti, type Comando, UsoErrato } from './comando.js';

type Azione = (argomenti: Argomenti, ambiente: Ambiente) => Promise<number>;

/**
 * Runs what the first word after a command names, with the words after it.
 * @param azioni each loads its action: one that is not asked for is not waited for
 */
export function eseguiAzione(azioni: Readonly<Record<string, () => Promise<Azione>>>): Comando['esegui'] {
  return async ({ posizionali: [nome = '', ...posizionali], opzioni }, ambiente) => {
    const azione = Object.hasOwn(azioni, nome) ? azioni[nome] : undefined;
    if (azione === undefined) throw new UsoErrato(`che cosa fare: ${Object.keys(azioni).join(', ')}`);
    return (await azione())({ posizionali, opzioni }, ambiente);
  };
}
