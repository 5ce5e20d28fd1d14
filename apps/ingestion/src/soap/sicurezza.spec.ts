import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Certificato, certificatoDi } from '../../../../test/prova/certificati.js';
import { bustaDi, bustaFirmata, corpoDi } from '../../../../test/prova/soap.js';
import { readBusta } from './busta.js';
import { readSicurezza } from './sicurezza.js';
import { verifyFirma } from './verifica-firma.js';

const CORPO = corpoDi('echo', { testo: 'ciao' });
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

let mittente: Certificato;
let busta: string;
beforeAll(() => {
  mittente = certificatoDi('Recanati');
  busta = bustaFirmata(CORPO, mittente);
});

const outcomeOf = (testo: string, pem = mittente.pem): string => {
  try {
    const sicurezza = readSicurezza(readBusta(testo));
    if (sicurezza === undefined) return 'unsigned';
    return Object.keys(verifyFirma(testo, sicurezza, pem))
      .toSorted()
      .join();
  } catch (error) {
    return (error as { motivo: string }).motivo;
  }
};
const header = (extra: string): string => busta.replace('</soap:Header>', `${extra}</soap:Header>`);
const partOf = (pattern: RegExp): string => pattern.exec(busta)![0];

describe('a signature', () => {
  it('gives back what it covers, and nothing when there is none', () => {
    expect(outcomeOf(busta)).toBe('corpo,messageId,timestamp,to');
    expect(outcomeOf(bustaFirmata(CORPO, mittente, { firma: ['Timestamp', 'To'] }))).toBe('timestamp,to');
    expect(outcomeOf(bustaDi(CORPO))).toBe('unsigned');
  });

  it('verifies with the pinned certificate alone, whatever the message carries', () => {
    expect(outcomeOf(busta, certificatoDi('Recanati').pem)).toBe('the signature does not verify');
  });

  it('does not verify once anything that it covers has changed', () => {
    expect(outcomeOf(busta.replace('>ciao<', '>addio<'))).toBe('a digest is not that of its element');
    expect(outcomeOf(busta.replace('urn:uuid:', 'urn:uuid:0'))).toBe('a digest is not that of its element');
    expect(outcomeOf(busta.replace(/(<ds:SignatureValue>)./, '$1_'))).toBe('the signature does not verify');
  });

  it.each<[string, () => string]>([
    ['an Id stands twice', () => header(`<x xmlns="" ${partOf(/ID="_\d"|wsu:Id="_\d"|Id="_\d"/)}/>`)],
    ['an Id stands twice', () => header(`<x xmlns="" ID="certificato"/>`)],
    ['more than one Security header', () => header(partOf(/<wsse:Security .*<\/wsse:Security>/))],
    ['not one Signature', () => busta.replace(/<ds:Signature .*<\/ds:Signature>/, '$&$&')],
    ['not one Signature', () => busta.replace(/<ds:Signature .*<\/ds:Signature>/, '')],
    ['more than one Signature', () => header(`<x xmlns="">${partOf(/<ds:Signature .*<\/ds:Signature>/)}</x>`)],
    ['not one To', () => header('<wsa:To>x</wsa:To>')],
    ['more than one MessageID', () => header('<wsa:MessageID>x</wsa:MessageID>')],
    ['not one Timestamp', () => busta.replace(/<wsu:Timestamp.*<\/wsu:Timestamp>/, '')],
    [
      'a reference to something that stands where nothing is signed',
      () => {
        const body = partOf(/<soap:Body.*<\/soap:Body>/);
        return header(body).replace(`</soap:Header>${body}`, `</soap:Header><soap:Body>${CORPO}</soap:Body>`);
      },
    ],
    [
      'a reference to something that stands where nothing is signed',
      () => busta.replace(/<ds:Reference URI="#_\d"/, '<ds:Reference URI="#nessuno"'),
    ],
    ['a reference that is not to an Id', () => busta.replace(/URI="#_\d"/, 'URI=""')],
    ['a reference that is not to an Id', () => busta.replace(/URI="#_\d"/, 'URI="http://altrove/"')],
    ['two references to one element', () => busta.replace(/<ds:Reference .*?<\/ds:Reference>/, '$&$&')],
    ['a reference without transforms', () => busta.replace(/<ds:Transform [^>]*\/>/, '')],
    [
      'algorithm http://www.w3.org/TR/1999/REC-xslt-19991116',
      () =>
        busta.replace(
          `<ds:Transform Algorithm="${EXC_C14N}"`,
          '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"',
        ),
    ],
    [
      'algorithm http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      () =>
        busta.replace(
          'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
          'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
        ),
    ],
    [
      'something in Signature that is not ours to read',
      () => busta.replace('</ds:Signature>', '<ds:Object/></ds:Signature>'),
    ],
    ['a key named in a way we do not read', () => busta.replace(/<wsse:Reference [^>]*\/>/, '<ds:X509Data/>')],
    ['no X.509 token', () => busta.replace('URI="#certificato"', `URI="#${partOf(/Id="_\d"/).slice(4, -1)}"`)],
  ])('is refused: %s', (motivo, changed) => {
    expect(changed()).not.toBe(busta);
    expect(outcomeOf(changed())).toBe(motivo);
  });
});
