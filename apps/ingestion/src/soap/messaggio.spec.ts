import { describe, expect, it } from '@jest/globals';
import { readAlbero } from '#libs/tracciati';
import { OPERAZIONI, SPAZIO } from './contratto.js';
import { readRichiesta } from './messaggio.js';
import { wsdlOf } from './wsdl.js';

const ID = 'e0000000-0000-5000-8000-000000000001';

function outcomeOf(domanda: string): string {
  const letto = readAlbero(`<Body xmlns:m="${SPAZIO}">${domanda}</Body>`);
  if (letto.esito !== 'letto') throw new Error(letto.motivo);
  try {
    return [...readRichiesta(letto.radice).campi.keys()].join();
  } catch (error) {
    return (error as { detail: string }).detail;
  }
}

describe('readRichiesta', () => {
  it.each([
    [`<m:statoInvio><m:id>${ID}</m:id></m:statoInvio>`, 'id'],
    [`<m:esitiInvio><m:id>${ID}</m:id><m:limite> 10 </m:limite></m:esitiInvio>`, 'id,limite'],
    [`<m:esitiInvio><m:limite>10</m:limite><m:id>${ID}</m:id></m:esitiInvio>`, 'Manca id'],
    [`<m:statoInvio><id>${ID}</id></m:statoInvio>`, 'spazio dei nomi'],
    [`<m:statoInvio><m:id>${ID}</m:id><m:id>${ID}</m:id></m:statoInvio>`, 'ripetuto'],
    [`<m:statoInvio><m:id><m:id>${ID}</m:id></m:id></m:statoInvio>`, 'altri elementi'],
    [`<m:statoInvio id="${ID}"><m:id>${ID}</m:id></m:statoInvio>`, 'attributi'],
    [`<m:esitiInvio><m:id>${ID}</m:id><m:limite>1e3</m:limite></m:esitiInvio>`, 'intero'],
    [`<m:esitiInvio><m:id>${ID}</m:id><m:limite>0</m:limite></m:esitiInvio>`, 'da 1 a 1000'],
    [`<m:echo><m:testo>${'x'.repeat(1001)}</m:testo></m:echo>`, '1000 caratteri'],
    ['<m:depositaInvio><m:tracciato>ps</m:tracciato><m:contenuto/></m:depositaInvio>', 'forma'],
  ])('%s', (domanda, outcome) => {
    expect(outcomeOf(domanda)).toContain(outcome);
  });

  it('never quotes a value: it may be of a person', () => {
    expect(outcomeOf('<m:statoInvio><m:id>RSSMRA80A01H501U</m:id></m:statoInvio>')).not.toContain('RSSMRA');
  });
});

describe('the WSDL', () => {
  it('is XML, and describes every operation and every field that we check', () => {
    const wsdl = wsdlOf('https://snodo.test/soap?a=1&b=2');
    expect(readAlbero(wsdl).esito).toBe('letto');
    for (const { nome, domanda, risposta } of OPERAZIONI) {
      expect(wsdl).toContain(`<wsdl:operation name="${nome}">`);
      for (const campo of [...domanda, ...risposta]) expect(wsdl).toContain(`<xsd:element name="${campo.nome}"`);
    }
  });
});
