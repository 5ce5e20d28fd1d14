import type { ErrorRow, ErrorTable } from '#libs/contracts';
import { SECURITY_ERRORS } from '#libs/security';
import { FIELD_RULES } from './field-rules.js';
import { HTTP_ERRORS } from './http.errors.js';

/** The errors of one app or library, under the title of their section. */
export interface ErrorSection {
  readonly title: string;
  readonly table: ErrorTable;
}

/** Errors that every process of the hub may give. */
const SHARED_ERRORS: readonly ErrorSection[] = [
  { title: 'Comuni a tutti i servizi', table: HTTP_ERRORS },
  { title: 'Autenticazione e autorizzazione', table: SECURITY_ERRORS },
];

const FAULTS = {
  sender: 'chi ha mandato la richiesta',
  hub: 'chi gestisce Snodo',
  upstream: 'un servizio esterno (PDND, INPS)',
  network: 'la rete fra i servizi',
} as const;

/**
 * The page of all errors in Markdown, one heading per code: committed as `docs/errori.md`.
 * @param sections of the apps; those that every process may give come first by themselves
 */
export function errorsMarkdown(sections: readonly ErrorSection[]): string {
  const parts = tables(sections).flatMap(({ title, rows }) => [
    `## ${title}`,
    ...rows.map(([code, row]) =>
      [
        `### ${code}`,
        '',
        `**${row.title}** (${row.status})`,
        '',
        row.remedy,
        '',
        `Deve rimediare: ${FAULTS[row.fault]}. Ripetere la stessa richiesta ${row.retryable ? 'può riuscire' : 'non serve'}.`,
      ].join('\n'),
    ),
  ]);
  const rules = Object.entries(FIELD_RULES).map(([code, text]) => `| \`${code}\` | ${text} |`);
  const table = [`## ${RULES_TITLE}`, '', RULES, '', '| regola | il campo deve essere |', '|---|---|', ...rules].join(
    '\n',
  );
  return `# Errori\n\n${INTRODUCTION}\n\n${parts.join('\n\n')}\n\n${table}\n`;
}

/** Every row once, where it comes first: apps that use one library give the same errors. */
function tables(sections: readonly ErrorSection[]): { readonly title: string; readonly rows: [string, ErrorRow][] }[] {
  const told = new Set<ErrorRow>();
  return [...SHARED_ERRORS, ...sections].map(({ title, table }) => {
    const rows = Object.entries(table).filter(([, row]) => !told.has(row));
    for (const [, row] of rows) told.add(row);
    return { title, rows };
  });
}

const INTRODUCTION =
  'Ogni risposta di errore è `application/problem+json` e il suo campo `code` è uno dei codici di questa pagina. I codici non cambiano ' +
  'significato; ne possono nascere di nuovi. Chiedendo assistenza indicare `correlation_id`.';

const RULES_TITLE = 'Regole dei campi';
const RULES =
  'In `campi_non_validi` ogni elemento di `campi` ha `campo`, il percorso del campo (`righe.0.dal`), e `regole`, quelle che non rispetta; ' +
  'mai il valore. I limiti di ciascun campo sono nella documentazione OpenAPI.';

/** The same page as HTML, with an anchor per code. */
export function errorsHtml(sections: readonly ErrorSection[]): string {
  const body = tables(sections).map(({ title, rows: told }) => {
    const rows = told.map(
      ([code, row]) =>
        `<section id="${code}"><h3><code>${code}</code></h3><p><strong>${escape(row.title)}</strong> (${row.status})</p>` +
        `<p>${escape(row.remedy)}</p><p>Deve rimediare: ${FAULTS[row.fault]}. Ripetere la stessa richiesta ` +
        `${row.retryable ? 'può riuscire' : 'non serve'}.</p></section>`,
    );
    return `<h2>${escape(title)}</h2>${rows.join('')}`;
  });
  const rules = Object.entries(FIELD_RULES).map(
    ([code, text]) => `<dt><code>${code}</code></dt><dd>${plain(text)}</dd>`,
  );
  const listed = `<h2>${RULES_TITLE}</h2><p>${plain(RULES)}</p><dl>${rules.join('')}</dl>`;
  return page('Errori', `<h1>Errori</h1><p>${plain(INTRODUCTION)}</p>${body.join('')}${listed}`);
}

/** A plain page of the documentation. */
export function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escape(title)} · Snodo</title><style>body{font-family:sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;` +
    `padding:0 1rem}section{border-top:1px solid #ccc}:target{background:#fff3cd}</style></head><body>${body}</body></html>`
  );
}

function plain(text: string): string {
  return escape(text.replaceAll('`', ''));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
