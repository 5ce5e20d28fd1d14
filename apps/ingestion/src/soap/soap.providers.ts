import { AmmissioniSoap } from './ammissioni-soap.js';
import { CertificatiSoap } from './certificati-soap.js';
import { IdentificaMittente } from './identifica-mittente.js';
import { MemoriaBuste } from './memoria-buste.js';
import { MessaggiVisti } from './messaggi-visti.js';
import { OperazioniSoap } from './operazioni-soap.js';
import { RispondiSoap } from './rispondi-soap.js';
import { ServerSoap } from './server-soap.js';

/** The SOAP channel: who sends, what is asked, and the same use cases behind. */
export const SOAP_PROVIDERS = [
  AmmissioniSoap,
  CertificatiSoap,
  IdentificaMittente,
  MemoriaBuste,
  MessaggiVisti,
  OperazioniSoap,
  RispondiSoap,
  ServerSoap,
];
