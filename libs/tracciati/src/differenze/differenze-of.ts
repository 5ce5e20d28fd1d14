import { regoleDi } from '../catalogo.js';
import type { Tracciato } from '../tracciato.js';
import { differenzeCampi } from './campi.js';
import { differenzeColonne } from './colonne.js';
import type { Differenza } from './differenza.js';
import { differenzeRegole } from './regole.js';

/**
 * What who sends the former version has to know to send the latter, from the two declarations alone: fields and types of the XML,
 * columns, rules. That a check became another under the same words is not seen: a rule that changes says so in its message.
 */
export function differenzeOf(prima: Tracciato, dopo: Tracciato): readonly Differenza[] {
  return [
    ...differenzeCampi(prima.radice, dopo.radice),
    ...differenzeColonne(prima, dopo),
    ...differenzeRegole(regoleDi(prima), regoleDi(dopo)),
  ];
}
