import type { LegalDay } from '#libs/codici';
import type { ResidenzaDetta } from '../fonte-persone.js';
import { type Oggetto, RispostaIlleggibile, elencoIn, giornoIn, oggettoIn, testoIn } from '../lettura.js';

const PIU_LUNGO = 200;

/**
 * Where ANPR says that a person is resident: the last of the residences that it lists.
 * @param giorno stands for a beginning that is not said: on that day the person lived there
 * @returns undefined where it lists none @throws RispostaIlleggibile
 */
export function residenzaAnpr(dati: Oggetto, giorno: LegalDay): ResidenzaDetta | undefined {
  const residenze = elencoIn(dati, 'residenza').map((una) => ({
    una,
    dal: giornoIn(una, 'dataDecorrenzaResidenza') ?? giorno,
  }));
  // One that is to begin is not where the person lives.
  const [ultima] = residenze
    .filter(({ dal }) => dal <= giorno)
    .toSorted((one, other) => (one.dal < other.dal ? 1 : -1));
  if (ultima === undefined) return undefined;
  const { una, dal } = ultima;
  const indirizzo = oggettoIn(una, 'indirizzo');
  const comune = testoIn(oggettoIn(indirizzo, 'comune'), 'codiceIstat', 6);
  if (comune !== undefined && !/^[0-9]{6}$/.test(comune)) throw new RispostaIlleggibile('codiceIstat');
  if (comune !== undefined) return { comune, dal, indirizzo: inRiga(indirizzo) };
  if (una['localitaEstera'] === undefined) throw new RispostaIlleggibile('residenza');
  return { dal };
}

function inRiga(indirizzo: Oggetto): string | undefined {
  const toponimo = oggettoIn(indirizzo, 'toponimo');
  const civico = oggettoIn(indirizzo, 'numeroCivico');
  const via = [
    testoIn(toponimo, 'specie'),
    testoIn(toponimo, 'denominazioneToponimo'),
    testoIn(civico, 'numero'),
    testoIn(civico, 'esponente1'),
  ];
  const parts = [
    via.filter((part) => part !== undefined).join(' '),
    testoIn(indirizzo, 'frazione'),
    testoIn(indirizzo, 'cap'),
  ];
  const riga = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return riga === '' ? undefined : riga.slice(0, PIU_LUNGO);
}
