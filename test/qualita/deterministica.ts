import type { Soggetto } from '#libs/abbinamento';
import type { Coppia } from '../../apps/cli/src/abbina/collega.js';
import type { Lista } from '../../apps/cli/src/abbina/lista.js';

/** What exact rules know of a pair. */
const ESATTA = { esito: 'certa', punteggio: 0, probabilita: 1, veti: [], evidenza: [] } as const;

/**
 * The baseline of exact rules, as they are usually written: equal code and an equal name, or equal surname, given name and birth date, sex
 * and birthplace not differing. Whoever fits two persons is a doubt.
 */
export function* deterministica(a: Lista, b: Lista | undefined): Generator<Coppia> {
  const archivio = a.persone.map(folded);
  const byCode = indexOf(archivio, ({ codice }) => codice);
  const byName = indexOf(archivio, nameKey);
  if (b === undefined) {
    for (const [at, one] of archivio.entries())
      for (const other of found(one, archivio, byCode, byName)) if (other > at) yield { a: at, b: other, ...ESATTA };
    return;
  }
  for (const [at, one] of b.persone.map(folded).entries()) {
    const rows = found(one, archivio, byCode, byName);
    for (const row of rows) yield { a: row, b: at, ...ESATTA, esito: rows.length === 1 ? 'certa' : 'dubbia' };
  }
}

type Piegato = Readonly<Record<'codice' | 'cognome' | 'nome' | 'data' | 'sesso' | 'luogo', string>>;

function found(
  one: Piegato,
  archivio: readonly Piegato[],
  byCode: ReadonlyMap<string, number[]>,
  byName: ReadonlyMap<string, number[]>,
): number[] {
  const coded = (byCode.get(one.codice) ?? []).filter((row) => {
    const other = archivio[row]!;
    return (one.nome !== '' && one.nome === other.nome) || (one.cognome !== '' && one.cognome === other.cognome);
  });
  const named = (byName.get(nameKey(one)) ?? []).filter(
    (row) => agrees(one.sesso, archivio[row]!.sesso) && agrees(one.luogo, archivio[row]!.luogo),
  );
  return [...new Set([...coded, ...named])];
}

function agrees(one: string, other: string): boolean {
  return one === '' || other === '' || one === other;
}

function nameKey({ cognome, nome, data }: Piegato): string {
  return cognome === '' || nome === '' || data === '' ? '' : `${cognome}|${nome}|${data}`;
}

function indexOf(list: readonly Piegato[], keyOf: (one: Piegato) => string): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [row, one] of list.entries()) {
    const key = keyOf(one);
    if (key !== '') index.set(key, [...(index.get(key) ?? []), row]);
  }
  return index;
}

function folded(persona: Soggetto): Piegato {
  const fold = (text = ''): string =>
    text
      .normalize('NFD')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '');
  const { codice, cognome, nome, dataNascita, sesso, luogoNascita } = persona;
  return {
    codice: fold(codice),
    cognome: fold(cognome),
    nome: fold(nome),
    data: fold(dataNascita),
    sesso: fold(sesso),
    luogo: fold(luogoNascita),
  };
}
