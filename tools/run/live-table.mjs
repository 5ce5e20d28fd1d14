/** States of a riga from which nothing more is to come. */
const FINAL = new Set([
  'respinta',
  'non_trasmissibile',
  'lasciata_al_canale_dell_ente',
  'accolta',
  'respinta_da_inps',
  'annullata',
  'superata',
]);
const FETCHED = ['ritirata', 'accolta', 'respinta_da_inps'];
const PUBLISHED = ['a_disposizione_di_inps', ...FETCHED];

const COLUMNS = ['righe', 'refused', 'accepted', 'not for INPS', 'published', 'fetched', 'INPS yes', 'INPS no'];

/** How far the righe of a delivery have come; each column counts all that reached it, so that the table fills from left to right. */
export function progressOf(invio) {
  const states = invio.righe_per_stato ?? {};
  const sum = (names) => names.reduce((total, name) => total + (states[name] ?? 0), 0);
  const known = sum(Object.keys(states));
  const refused = sum(['respinta']);
  return {
    righe: invio.righe ?? known,
    refused,
    accepted: known - refused,
    'not for INPS': sum(['non_trasmissibile', 'lasciata_al_canale_dell_ente']),
    published: sum(PUBLISHED),
    fetched: sum(FETCHED),
    'INPS yes': sum(['accolta']),
    'INPS no': sum(['respinta_da_inps']),
  };
}

/** True once no riga of a delivery waits for anything. */
export function isFinal(invio) {
  if (!invio.concluso_il) return false;
  const states = invio.righe_per_stato ?? {};
  const waiting = Object.keys(states).filter((name) => !FINAL.has(name) && states[name] > 0);
  return waiting.length === 0;
}

/** A table of deliveries that fills in place on a terminal; elsewhere a line for each delivery, when it is complete. */
export class LiveTable {
  #drawn = 0;
  #written = new Set();

  constructor(output = process.stdout) {
    this.output = output;
  }

  /** @param {{ name: string, invio: object }[]} rows */
  show(rows) {
    if (this.output.isTTY) this.#redraw(rows);
    else this.#append(rows);
  }

  #redraw(rows) {
    const lines = linesOf(rows);
    if (this.#drawn > 0) this.output.write(`\u001b[${this.#drawn}A`);
    for (const line of lines) this.output.write(`\u001b[2K${line}\n`);
    this.#drawn = lines.length;
  }

  #append(rows) {
    const [head, ...lines] = linesOf(rows);
    if (this.#drawn === 0) this.output.write(`${head}\n`);
    this.#drawn = 1;
    for (const [at, { name, invio }] of rows.entries()) {
      if (!isFinal(invio) || this.#written.has(name)) continue;
      this.#written.add(name);
      this.output.write(`${lines[at]}\n`);
    }
  }
}

function linesOf(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const cells = (texts) => texts.map((text, at) => String(text).padStart(COLUMNS[at].length)).join('  ');
  const head = `  ${''.padEnd(width)}  ${cells(COLUMNS)}`;
  const body = rows.map(({ name, invio }) => {
    const progress = progressOf(invio);
    return `  ${name.padEnd(width)}  ${cells(COLUMNS.map((column) => progress[column]))}`;
  });
  return [head, ...body];
}
