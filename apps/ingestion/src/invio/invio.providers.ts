import { AccogliDocumento } from './accogli-documento.js';
import { AmbitoVisibile } from './ambito-visibile.js';
import { AnnullaInvio } from './annulla-invio.js';
import { AutorizzaDeposito } from './autorizza-deposito.js';
import { DepositaInvio } from './deposita-invio.js';
import { LeggiInvii } from './leggi-invii.js';
import { RegistroDepositi } from './registro-depositi.js';
import { RiceviInvio } from './ricevi-invio.js';
import { SeguiElaborazione } from './segui-elaborazione.js';

/** Depositing, cancelling and listing invii, and who may. */
export const INVIO_PROVIDERS = [
  AutorizzaDeposito,
  RiceviInvio,
  AccogliDocumento,
  DepositaInvio,
  RegistroDepositi,
  AnnullaInvio,
  AmbitoVisibile,
  LeggiInvii,
  SeguiElaborazione,
];
