import { type DocumentoOstile, MIB, long, small } from './documento-ostile.js';

/** Hostile JSON and NDJSON. */
export const JSON_OSTILE: readonly DocumentoOstile[] = [
  long('lists nested 100,000 deep in a riga', 'JS-03', '[{"a":', '[', 100_000),
  long('objects nested 100,000 deep', 'JS-03', '', '{"a":', 100_000),
  long('lists nested 100,000 deep', 'JS-04', '', '[', 100_000),
  long('a text of 50 MB', 'JS-03', '[{"cognome":"', 'x', 50 * MIB, '"}]'),
  long('a text of 50 MB of escapes', 'JS-03', '[{"cognome":"', '\\"', 25 * MIB, '"}]'),
  long('a key of 50 MB', 'JS-03', '[{"', 'x', 50 * MIB, '":1}]'),
  long('a number of 10 million digits', 'JS-03', '[{"importo_mensile":', '9', 10 * MIB, '}]'),
  long('an object of a million keys', 'JS-03', '[{"a":0', ',"b":1', 1_000_000, '}]'),
  long('50 MB of spaces in a riga', 'JS-03', '[{', ' ', 50 * MIB, '}]'),
  long('50 MB before the righe', 'JS-03', '{"x":"', 'x', 50 * MIB, '","righe":[]}'),
  long('50 MB after the righe', 'JS-03', '{"righe":[],"x":"', 'x', 50 * MIB, '"}'),
  long('a line of 50 MB', 'JS-03', '{"a":1}\n{"b":"', 'x', 50 * MIB, '"}\n'),
  long('a million commas', 'JS-04', '[', ',', 1_000_000, ']'),
  small('a number that is none', 'JS-01', '[{"importo_mensile":NaN}]'),
  small('a program', 'JS-01', '[{"a":require("fs")}]'),
  small('comments', 'JS-01', '[{"a":1 /* x */}]'),
  small('a list that is not closed', 'JS-01', '[{"a":1},{"b":2}'),
  small('a text that is not closed', 'JS-01', '[{"a":"x}]'),
  small('something after the end', 'JS-01', '[{"a":1}] [{"b":2}]'),
  small('lines divided by commas', 'JS-01', '{"a":1},\n{"b":2}\n'),
  small('numbers instead of righe', 'JS-04', '[1,2,3]'),
  small('righe that are no list', 'JS-04', '{"righe":{"__proto__":[]}}'),
  small('the ente after its righe', 'JS-06', '{"righe":[{"a":1}],"ente_erogatore":"A271"}'),
  small('NUL outside of texts', 'JS-02', '[{"a":1}\0]'),
  small('two encodings in JSON', 'JS-02', Buffer.concat([Buffer.from('[{"a":"è'), Buffer.from([0xe8]), Buffer.from('"}]')])), // prettier-ignore
];

const RIGA = '"codice_fiscale":"RSSMRK66C14H501U"';

/** JSON that is read, with what somebody has hidden in a riga. */
export const JSON_INSIDIOSO: readonly DocumentoOstile[] = [
  small('NUL in a text', 'JS-15', `[{${RIGA},"cognome":"RO\\u0000SSI"}]`),
  small('half a character in a text', 'JS-15', `[{${RIGA},"cognome":"RO\\ud83dSSI"}]`),
  small('a key that is the prototype', 'JS-10', `[{${RIGA},"__proto__":{"annullamento":true}}]`),
  small('a key that is the constructor', 'JS-10', `[{${RIGA},"constructor":{"prototype":{"x":1}}}]`),
  small('a key twice', 'JS-07', `[{${RIGA},${RIGA}}]`),
  small('a number past all bounds', 'PS-28', `[{${RIGA},"importo_mensile":1e999}]`),
  small('an object instead of a text', 'JS-11', `[{${RIGA},"cognome":{"$ne":""}}]`),
];
