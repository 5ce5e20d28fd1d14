import type { Rilievo } from '../rilievo.js';
import { REGOLE_SCHEMA } from '../regole/documento.js';
import type { Tracciato } from '../tracciato.js';
import { rilievoSullInvio } from './documento-illeggibile.js';

const MANCA_ELEMENTO = REGOLE_SCHEMA.find(({ codice }) => codice === 'XSD-04')!;

/** A document of a header alone: what the schema says of an XML without any beneficiario. */
export function rilievoVuoto({ radice }: Tracciato): Rilievo {
  return rilievoSullInvio(MANCA_ELEMENTO, {
    campo: radice.nome,
    messaggio: 'Il documento non contiene nessuna riga.',
    rimedio: 'Controllare il file esportato: deve esserci almeno una riga sotto l’intestazione, o nella lista.',
  });
}
