const RULES_SHOWN = 6;

/** Prints what was found in a delivery, the gravest and most frequent rules first. */
export function printFindings({ comune, title, answer, receipted }, invio, rilievi) {
  const { ricevuta, ripetuto } = answer;
  const again = ripetuto ? ', the same as before: these bytes were already delivered' : '';
  console.log(`  ${comune}, ${title}: ricevuta ${ricevuta.numero} after ${(receipted / 1000).toFixed(1)} s${again}`);
  const byRule = groupBy(rilievi);
  const rules = [...byRule].toSorted(([, a], [, b]) => gravest(a) - gravest(b) || b.length - a.length);
  if (rules.length === 0) console.log(`    ${invio.righe} righe, nothing to mend before they travel`);
  for (const [rule, [first, ...more]] of rules.slice(0, RULES_SHOWN)) {
    const where = first.riga === null ? 'whole document' : `riga ${first.riga}, ${placeOf(first)}`;
    const others = more.length > 0 ? `, and ${more.length} more` : '';
    console.log(`      ${first.gravita.padEnd(7)} ${rule}  ${first.campo} (${where}${others})`);
    console.log(`              ${first.messaggio} ${first.rimedio}`);
  }
  if (rules.length > RULES_SHOWN)
    console.log(`      … and ${rules.length - RULES_SHOWN} other rules: see --rilievi below`);
  const states = invio.righe_per_stato ?? {};
  const kept = states.non_trasmissibile ?? 0;
  const refused = states.respinta_da_inps ?? 0;
  if (kept > 0)
    console.log(`      ${kept} righe that INPS's schema cannot take: they stay with the region, see --righe below`);
  if (refused > 0) console.log(`      ${refused} righe that INPS refused, each with its answer: see --righe below`);
  console.log('');
}

const placeOf = ({ cella, linea, colonna }) => (cella ? `cella ${cella}` : `linea ${linea}, colonna ${colonna}`);

const gravest = ([{ gravita }]) => (gravita === 'errore' ? 0 : 1);

function groupBy(rilievi) {
  const groups = new Map();
  for (const rilievo of rilievi) groups.set(rilievo.regola, [...(groups.get(rilievo.regola) ?? []), rilievo]);
  return groups;
}
