import type { Rilievo } from '../rilievo.js';
import type { Regola } from '../tracciato.js';

type RegolaDetta = Pick<Regola, 'codice' | 'gravita' | 'fonte' | 'colpa' | 'messaggio' | 'rimedio'>;
type Posto = Pick<Rilievo, 'linea' | 'colonna' | 'foglio' | 'cella'>;
type Parole = Partial<Pick<Rilievo, 'messaggio' | 'rimedio' | 'campo' | 'valore'>>;

const INIZIO: Posto = { linea: 1, colonna: 1 };

/** Why nothing of a document can be used. Thrown inside the reader only: its public face turns it into an outcome. */
export class DocumentoIlleggibile extends Error {
  constructor(
    readonly regola: RegolaDetta,
    message: string = regola.messaggio,
    readonly posto: Posto = INIZIO,
    private readonly parole: Omit<Parole, 'messaggio'> = {},
  ) {
    super(message);
    this.name = 'DocumentoIlleggibile';
  }

  rilievo(): Rilievo {
    return rilievoSullInvio(this.regola, { ...this.parole, messaggio: this.message }, this.posto);
  }
}

/** A finding outside any riga, in the words of its rule where `parole` has none. */
export function rilievoSullInvio(regola: RegolaDetta, parole: Parole = {}, posto: Posto = INIZIO): Rilievo {
  return {
    riga: null,
    ...posto,
    campo: '',
    regola: regola.codice,
    gravita: regola.gravita,
    messaggio: regola.messaggio,
    rimedio: regola.rimedio,
    fonte: regola.fonte,
    colpa: regola.colpa,
    ...parole,
  };
}
