import { follow } from './samples.mjs';

/** Longest wait for ANPR's answer to be in the registry, ms. */
const PATIENCE = 30_000;
const MONTHS = 'ABCDEHLMPRST';

/**
 * The simulated ANPR comes to know one person of the deliveries, and the comune that serves her has it asked: what it says is in the
 * registry, with where it comes from.
 */
export async function askAnpr({ call }, { ente, comune }, person, { SNODO_SIMULATORI_URL }) {
  const placeOf = (belfiore) => istatOf(call, ente, belfiore);
  const residenza = { luogo: await placeOf(ente), dal: '2020-01-01', via: 'DELL’ESEMPIO', civico: '12' };
  await putSoggetto(SNODO_SIMULATORI_URL, await soggettoOf(person, residenza, placeOf));
  await call(ente, `/rest/anagrafe/v1/persone/${person.id}/aggiornamenti`, {
    method: 'POST',
    body: { finalita: 'presa_in_carico' },
  });
  const read = () => call(ente, `/rest/anagrafe/v1/persone/${person.id}?finalita=presa_in_carico`);
  const seen = await follow(read, ({ residenza }) => residenza !== null, { patience: PATIENCE });
  console.log(
    seen.residenza === null
      ? '  ANPR (simulated) was asked about the same person, and has not answered yet.'
      : `  ANPR (simulated), asked about the same person, says that the residence is ${seen.residenza.indirizzo}, ${comune}, since ${seen.residenza.dal}.`,
  );
}

/** The person as ANPR has it; what the delivery did not say is read from the code. */
async function soggettoOf({ codice_fiscale: code, cognome, nome }, residenza, placeOf) {
  const day = Number(code.slice(9, 11));
  const year = Number(code.slice(6, 8));
  const century = year > new Date().getUTCFullYear() % 100 ? 1900 : 2000;
  const month = String(MONTHS.indexOf(code[8]) + 1).padStart(2, '0');
  return {
    codice_fiscale: code,
    id: 'DE00001MO',
    cognome,
    nome,
    sesso: day > 40 ? 'F' : 'M',
    data_nascita: `${century + year}-${month}-${String(day % 40).padStart(2, '0')}`,
    luogo_nascita: await placeOf(code.slice(11, 15)),
    cittadinanze: ['380'],
    residenza,
  };
}

/** The ISTAT code of a comune (six digits) or of a state (three), by the code that a codice fiscale has of it. */
async function istatOf(call, ente, belfiore) {
  if (belfiore.startsWith('Z')) {
    const { stati } = await call(ente, '/rest/nomenclatore/v1/stati');
    return stati.find((one) => one.belfiore === belfiore).istat;
  }
  const { storia } = await call(ente, `/rest/nomenclatore/v1/comuni/${belfiore}`);
  return storia.at(-1).istat;
}

async function putSoggetto(simulatori, soggetto) {
  const response = await fetch(`${simulatori}/anpr/soggetti`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ soggetti: [soggetto] }),
  });
  if (!response.ok) throw new Error(`PUT /anpr/soggetti: ${response.status}`);
}
