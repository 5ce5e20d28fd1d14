import type { Problem } from '#libs/contracts';

/** Remedies of which the table speaks in the words of requests: who delivers a file has none to mend. */
const RIMEDI: Readonly<Record<string, string>> = {
  corpo_vuoto: 'Esportarlo di nuovo e controllarne il contenuto.',
  documento_troppo_grande: 'Dividere il contenuto in più file.',
  tracciato_sconosciuto: 'La cartella in cui sta il file deve avere il nome di un tracciato, ad esempio PS_PSA_SINA.',
  ente_non_consentito:
    'La cartella deve avere per nome il codice di un ente in vigore che può depositare questo tracciato: chiedere alla Regione.',
};

const TITOLI: Readonly<Record<string, string>> = { corpo_vuoto: 'Il file è vuoto' };

/** What the ente reads beside a file that was not taken: plain text, for who opens folders and knows no API. */
export function textOfErrore(nome: string, { code, row, detail }: Problem, publicUrl: string, il: Date): string {
  const instant = il.toLocaleString('it-IT', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' });
  const rimedio = RIMEDI[code] ?? row.remedy;
  const lines = [
    `Il file «${nome}» non è stato preso in consegna.`,
    '',
    `Che cosa non va: ${TITOLI[code] ?? row.title}.`,
    ...(detail === row.remedy ? [] : [detail]),
    `Come rimediare:  ${rimedio}`,
    '',
    `Codice:  ${code} (${publicUrl}/documentazione/errori#${code})`,
    `Quando:  ${instant}`,
    '',
    'Del file non è stato registrato nulla. Dopo la correzione metterlo di nuovo in «da-consegnare».',
    '',
  ];
  return lines.join('\r\n');
}
