import { snakeOf } from './nomi.js';
import type { CampoCompilato, Gruppo, PianoCompilato } from './compilato.js';
import type { CampoPiano } from './piano.js';
import type { RigaScritta } from './riga-scritta.js';
import { testoDi, valoreDi, voci } from './valori-scritti.js';

type Oggetto = Record<string, unknown>;

/** A riga as an object of JSON: groups and lists nested, amounts as numbers. */
export function scriviOggetto(piano: PianoCompilato, riga: RigaScritta): Oggetto {
  const into: Oggetto = {};
  for (const { campo } of piano.estesi) put(into, campo.nome, campo, valoreDi(campo, riga));
  scriviGruppo(piano.cima, riga.contenuto, '', into);
  return into;
}

/** @param prefisso of the names of its columns, which the group makes needless */
function scriviGruppo(gruppo: Gruppo, record: Readonly<Oggetto>, prefisso: string, into: Oggetto): Oggetto {
  const inside = ({ campo }: CampoCompilato, key: string): void =>
    put(into, campo.nome.slice(prefisso.length), campo, record[key]);
  for (const campo of gruppo.attributi) inside(campo, campo.attributo!.chiave);
  for (const { elemento, occorrenze, testi } of gruppo.figli) {
    const { chiave, lista } = elemento.dichiarato;
    const [first] = occorrenze;
    if (testi !== undefined) inside(testi, chiave!);
    else if (chiave === undefined) scriviGruppo(first!, record, prefisso, into);
    else {
      const value = record[chiave];
      if (value === undefined || value === null) continue;
      const own = lista === true ? prefisso : `${prefisso}${snakeOf(chiave)}_`;
      const items = (lista === true ? value : [value]) as readonly Readonly<Oggetto>[];
      const written = items.map((item) => scriviGruppo(first!, item, own, {}));
      into[snakeOf(chiave)] = lista === true ? written : written[0];
    }
  }
  return into;
}

function put(into: Oggetto, nome: string, campo: CampoPiano, value: unknown): void {
  const written = voci(campo, value).flatMap((one) => jsonDi(campo, one) ?? []);
  if (written.length > 0) into[nome] = campo.lista ? written : written[0];
}

/** Hours and minutes are no number of hours: they stay a text. */
function jsonDi(campo: CampoPiano, value: unknown): unknown {
  const { tipo } = campo;
  if (tipo.base === 'si_no') return value === true ? true : undefined;
  const text = testoDi(campo, value);
  return text !== undefined && (tipo.base === 'intero' || (tipo.base === 'decimale' && tipo.forma === 'centesimi'))
    ? Number(text)
    : text;
}
