import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { type Nodo, readAlbero } from '#libs/tracciati';
import { FirmaRifiutata, type Ruolo, type Sicurezza } from './sicurezza.js';

/** The elements that the signature covers, as they were signed: nothing else of the message may be believed. */
export type Firmato = Readonly<Partial<Record<Ruolo, Nodo>>>;

/**
 * Verifies a signature with one certificate, and gives back the signed content itself, in its canonical form and not out of the message:
 * whatever is moved or added around it is never looked at.
 * @param testo the whole message
 * @param certificato PEM of the pinned certificate; what the message carries is only its name
 * @throws FirmaRifiutata
 */
export function verifyFirma(testo: string, { riferimenti }: Sicurezza, certificato: string): Firmato {
  const signed = signedContents(testo, certificato);
  if (signed.length !== riferimenti.length) throw new FirmaRifiutata('references are not what they were');
  const firmato: Partial<Record<Ruolo, Nodo>> = {};
  for (const [index, { nodo, ruolo }] of riferimenti.entries()) {
    if (ruolo === undefined) continue;
    const letto = readAlbero(signed[index]!);
    const same = letto.esito === 'letto' && letto.radice.nome === nodo.nome && letto.radice.spazio === nodo.spazio;
    if (!same) throw new FirmaRifiutata('what was signed is something else');
    firmato[ruolo] = letto.radice;
  }
  return firmato;
}

function signedContents(testo: string, certificato: string): string[] {
  try {
    const document = new DOMParser({ onError: stopAtErrors }).parseFromString(testo, 'text/xml');
    const [signature] = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature');
    const verifier = new SignedXml({ publicCert: certificato, idMode: 'wssecurity' });
    verifier.loadSignature(signature!);
    if (!verifier.checkSignature(testo)) throw new FirmaRifiutata('a digest is not that of its element');
    return verifier.getSignedReferences();
  } catch (error) {
    if (error instanceof FirmaRifiutata) throw error;
    // Its messages quote the message.
    throw new FirmaRifiutata('the signature does not verify');
  }
}

function stopAtErrors(level: string): void {
  if (level !== 'warning') throw new FirmaRifiutata('not the XML it seemed');
}
