import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, WSSecurityCert, BearerSecurity, createClientAsync } from 'soap';
import { eventually } from '#libs/testing';
import { Cliente } from './prova/chiamate.js';
import { type Certificato, certificatoDi } from './prova/certificati.js';
import { documentoCon, documentoDi } from './prova/documenti.js';
import { type IngestionInProva, openIngestion, startIngestion } from './prova/ingestion.js';
import { ENTI } from './prova/riferimenti.js';
import { INDIRIZZO_SOAP, type RichiestaFirma, bustaDi, bustaFirmata, corpoDi, postSoap } from './prova/soap.js';

const CF = 'RSSMRA80A01H501U';
const LIMITE = 2 * 1024 * 1024;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('una software house consegna in SOAP', () => {
  let ingestion: IngestionInProva;
  let cartella: string;
  let recanati: Certificato;
  let loreto: Certificato;
  let scaduto: Certificato;

  beforeAll(async () => {
    cartella = mkdtempSync(join(tmpdir(), 'snodo-soap-'));
    mkdirSync(join(cartella, 'pdnd'));
    recanati = certificatoDi('Recanati');
    loreto = certificatoDi('Loreto');
    scaduto = certificatoDi('Altro', { dal: new Date('2020-01-01'), al: new Date('2021-01-01') });
    for (const [client, { pem }] of Object.entries({ recanati, loreto, altro: scaduto }))
      writeFileSync(join(cartella, 'pdnd', `${client}.pem`), pem);
    ingestion = await startIngestion(
      { kind: 'embedded' },
      { SNODO_LIMITE_SOAP: `${LIMITE}B`, SNODO_SOAP_CERTIFICATI: cartella },
    );
  });
  afterAll(async () => {
    await ingestion.close();
    rmSync(cartella, { recursive: true });
  });

  const bearer = async (nome = 'recanati') => ({ authorization: `Bearer ${await ingestion.emittente.token(nome)}` });
  const deposito = (testo: string, campi: Record<string, string> = {}) =>
    corpoDi('depositaInvio', { tracciato: 'PS_PSA_SINA', ...campi, contenuto: base64(testo) });
  const kept = async () => {
    const [row] = await ingestion.database.admin(
      `SELECT (SELECT count(*) FROM ingestion.invio) AS invii, (SELECT count(*) FROM ingestion.custodia) AS blocchi,
         (SELECT count(*) FROM ingestion.caricamento) AS caricamenti`,
    );
    return row;
  };
  /** Faults of authentication say one thing, whatever the cause. */
  const refused = async (busta: string, code = 'firma_non_valida') => {
    const before = await kept();
    const answer = await postSoap(ingestion.url, busta);
    expect([answer.status, answer.campo('code')]).toEqual([500, code]);
    expect(await kept()).toEqual(before);
    return answer;
  };

  describe('with the client of the soap package, made from our WSDL', () => {
    const open = async (): Promise<Client> => {
      const client = await createClientAsync(`${ingestion.url}/soap/invii/v1?wsdl`);
      client.setEndpoint(`${ingestion.url}/soap/invii/v1`);
      return client;
    };
    // oxlint-disable-next-line typescript/no-explicit-any -- a client made from a WSDL has no types
    const call = async (client: any, operation: string, fields: object): Promise<any> => {
      const [result] = await client[`${operation}Async`](fields);
      return result;
    };

    it('deposits under a token, and reads state, outcomes and rilievi page by page', async () => {
      const client = await open();
      client.setSecurity(new BearerSecurity(await ingestion.emittente.token('recanati')));
      expect(await call(client, 'echo', { testo: 'è <qui> & "là"' })).toEqual({ testo: 'è <qui> & "là"' });
      const testo = documentoCon('recanati', [
        { codiceFiscale: CF, protocollo: 'SOAP-1' },
        { codiceFiscale: CF, protocollo: 'SOAP-2', codicePrestazione: 'Z9.99' },
      ]);
      const fields = { tracciato: 'PS_PSA_SINA', ente: ENTI.recanati.belfiore, contenuto: base64(testo) };
      const deposited = await call(client, 'depositaInvio', fields);
      expect(deposited).toMatchObject({
        ripetuto: false,
        ricevuta: {
          invioId: deposited.id,
          improntaSha256: createHash('sha256').update(testo).digest('hex'),
          tracciato: 'PS_PSA_SINA@201812',
        },
      });
      expect(await call(client, 'depositaInvio', fields)).toEqual({ ...deposited, ripetuto: true });

      const stato = await eventually(
        async () => {
          const read = await call(client, 'statoInvio', { id: deposited.id });
          return read.stato === 'concluso' && read;
        },
        { timeout: 20_000 },
      );
      expect(stato).toMatchObject({ canale: 'soap', righe: 2, enteMittente: ENTI.recanati.id });
      expect(
        stato.righePerStato.toSorted((a: { stato: string }, b: { stato: string }) => (a.stato < b.stato ? -1 : 1)),
      ).toEqual([
        { stato: 'accettata', righe: 1 },
        { stato: 'respinta', righe: 1 },
      ]);
      const first = await call(client, 'esitiInvio', { id: deposited.id, limite: 1 });
      expect(first.riga).toMatchObject([{ numero: 1, stato: 'accettata' }]);
      const second = await call(client, 'esitiInvio', { id: deposited.id, cursore: first.cursoreSuccessivo });
      expect(second.riga).toMatchObject([{ numero: 2, stato: 'respinta' }]);
      expect(second.cursoreSuccessivo).toBeUndefined();
      const { rilievo } = await call(client, 'rilieviInvio', { id: deposited.id });
      expect(rilievo).toContainEqual(expect.objectContaining({ riga: 2, regola: 'PS-22', valore: 'Z9.99' }));

      const overRest = await new Cliente(ingestion.url, ingestion.emittente, 'recanati').get(
        `/rest/esiti/v1/ricevute/${deposited.ricevuta.id}`,
      );
      expect(overRest.body.firma).toBe(deposited.ricevuta.firma);
    });

    it('deposits under a signature (ID_AUTH_SOAP_02, INTEGRITY_SOAP_01), call after call', async () => {
      const client = await open();
      sign(client, recanati, 'SOAP-FIRMA');
      const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'SOAP-FIRMA' }]);
      const fields = { tracciato: 'PS_PSA_SINA', contenuto: base64(testo) };
      const deposited = await call(client, 'depositaInvio', fields);
      const [invio] = await ingestion.database.admin(`SELECT canale, client_id FROM ingestion.invio WHERE id = $1`, [
        deposited.id,
      ]);
      expect(invio).toEqual({ canale: 'soap', client_id: 'recanati' });
      sign(client, recanati, 'SOAP-FIRMA-2');
      expect(await call(client, 'statoInvio', { id: deposited.id })).toMatchObject({ enteMittente: ENTI.recanati.id });
    });

    it('reads a refusal as a Fault with our code, whose fault it is, whether to repeat, and the correlation', async () => {
      const client = await open();
      client.setSecurity(new BearerSecurity(await ingestion.emittente.token('recanati')));
      const fields = { tracciato: 'PS_PSA_SINA', ente: ENTI.altro.belfiore, contenuto: base64('x') };
      const fault = await call(client, 'depositaInvio', fields).catch(
        (error: { root: { Envelope: { Body: { Fault: unknown } } } }) => error.root.Envelope.Body.Fault,
      );
      expect(fault).toMatchObject({
        faultcode: 'soap:Client',
        detail: {
          problema: { code: 'ente_non_consentito', fault: 'sender', retryable: 'false', status: '403' },
        },
      });
      expect(fault.detail.problema.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    });

    function sign(client: Client, { chiave, pem }: Certificato, messageId: string): void {
      client.clearSoapHeaders();
      const wsa = 'http://www.w3.org/2005/08/addressing';
      client.addSoapHeader(
        `<wsa:To xmlns:wsa="${wsa}">${INDIRIZZO_SOAP}</wsa:To><wsa:MessageID xmlns:wsa="${wsa}">${messageId}</wsa:MessageID>`,
      );
      client.setSecurity(
        new WSSecurityCert(chiave, pem, '', {
          signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
          digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
          additionalReferences: ['wsa:To', 'wsa:MessageID'],
          signerOptions: { idMode: 'wssecurity', prefix: 'ds' },
        }),
      );
    }
  });

  describe('proves who it is by its signature', () => {
    const echo = corpoDi('echo', { testo: 'ciao' });

    it.each<[string, RichiestaFirma]>([
      ['ID_AUTH_SOAP_02 with INTEGRITY_SOAP_01', {}],
      ['ID_AUTH_SOAP_02', { firma: ['Timestamp', 'To', 'MessageID'] }],
      ['ID_AUTH_SOAP_01', { firma: ['Timestamp', 'To'] }],
      [
        'SHA-512',
        {
          algoritmo: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
          impronta: 'http://www.w3.org/2001/04/xmlenc#sha512',
        },
      ],
    ])('is taken with %s', async (_, richiesta) => {
      const answer = await postSoap(ingestion.url, bustaFirmata(echo, recanati, richiesta));
      expect([answer.status, answer.campo('testo')]).toEqual([200, 'ciao']);
    });

    it.each<[string, RichiestaFirma]>([
      ['another To', { to: `${INDIRIZZO_SOAP}/x` }],
      ['a Timestamp of six minutes ago', { creato: new Date(Date.now() - 360_000) }],
      ['a Timestamp of the future', { creato: new Date(Date.now() + 60_000) }],
      ['an expired Timestamp', { creato: new Date(Date.now() - 60_000), scade: new Date(Date.now() - 1000) }],
      ['SHA-1 in the signature', { algoritmo: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
      ['SHA-1 in the digests', { impronta: 'http://www.w3.org/2000/09/xmldsig#sha1' }],
      ['an unsigned Timestamp', { firma: ['To', 'MessageID', 'Body'] }],
      ['an unsigned To', { firma: ['Timestamp', 'MessageID', 'Body'] }],
    ])('is refused with %s', async (_, richiesta) => {
      await refused(bustaFirmata(echo, recanati, richiesta));
    });

    it('is refused with an unknown certificate, an expired one and none, in the very same words', async () => {
      const stranger = certificatoDi('Recanati');
      const answers = [
        await refused(bustaFirmata(echo, stranger)),
        await refused(bustaFirmata(echo, scaduto)),
        // Its certificate, somebody else's key.
        await refused(bustaFirmata(echo, { chiave: stranger.chiave, pem: recanati.pem })),
        await refused(bustaDi(echo)),
      ];
      const words = answers.map(({ testo }) => testo.replace(/<p:correlationId>[^<]*/, ''));
      expect(new Set(words).size).toBe(1);
    });

    it('is taken once, whichever replica it comes to', async () => {
      const replica = await openIngestion({ kind: 'embedded' }, { ...ingestion.env, SNODO_BUS_PREFIX: 'replica' });
      const busta = bustaFirmata(echo, recanati);
      const answers = await Promise.all(
        [ingestion.url, replica.url, ingestion.url, replica.url].map((url) => postSoap(url, busta)),
      );
      await replica.app.close();
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(new Set(answers.map((one) => one.campo('code')))).toEqual(new Set([undefined, 'firma_non_valida']));
      // Two clients may choose the same MessageID.
      const shared = { messageId: 'urn:uuid:uguale' };
      for (const certificato of [recanati, loreto])
        expect((await postSoap(ingestion.url, bustaFirmata(echo, certificato, shared))).status).toBe(200);
    });

    it('is refused when a signed element is changed, or a reference is taken away', async () => {
      const busta = bustaFirmata(echo, recanati);
      await refused(busta.replace('>ciao<', '>addio<'));
      await refused(busta.replace(/(urn:uuid:)/, '$1x'));
      await refused(busta.replace(/<ds:Reference.*?<\/ds:Reference>/, ''));
    });

    it('is refused when what was signed is wrapped away and something else stands in its place', async () => {
      const busta = bustaFirmata(deposito('<a/>'), recanati);
      const body = /<soap:Body[^>]*>.*<\/soap:Body>/.exec(busta)![0];
      const other = `<soap:Body>${deposito('<b/>')}</soap:Body>`;
      const id = / (?:wsu:)?Id="(_\d+)"/.exec(body)![0];
      const header = (extra: string) => busta.replace('</soap:Header>', `${extra}</soap:Header>`);
      // Moved into the header, under a wrapper, an unsigned body in its place; the same with the Id of the signed one.
      await refused(header(`<w xmlns="">${body}</w>`).replace(`</soap:Header>${body}`, `</soap:Header>${other}`));
      await refused(header(body).replace(`</soap:Header>${body}`, `</soap:Header>${other}`));
      await refused(
        header(`<w xmlns="">${body}</w>`).replace(
          `</soap:Header>${body}`,
          `</soap:Header>${other.replace('<soap:Body', `<soap:Body${id}`)}`,
        ),
      );
      // A second Security, a second Signature, a second To.
      const security = /<wsse:Security.*<\/wsse:Security>/.exec(busta)![0];
      await refused(header(security));
      await refused(busta.replace(/<ds:Signature .*<\/ds:Signature>/, '$&$&'));
      await refused(header('<wsa:To>http://altrove</wsa:To>'));
    });

    it('deposits only what it signed, unless the region lets an unsigned body pass', async () => {
      const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'CORPO' }]);
      const bare = () => bustaFirmata(deposito(testo), recanati, { firma: ['Timestamp', 'To', 'MessageID'] });
      await refused(bare(), 'firma_del_corpo_mancante');
      const lenient = await openIngestion(
        { kind: 'embedded' },
        { ...ingestion.env, SNODO_BUS_PREFIX: 'mite', SNODO_SOAP_CORPO_FIRMATO: 'false' },
      );
      expect((await postSoap(lenient.url, bare())).campo('ripetuto')).toBe('false');
      await lenient.app.close();
    });

    it('does not choose between two proofs: a token and a signature must be of one client', async () => {
      const headers = await bearer('recanati');
      expect((await postSoap(ingestion.url, bustaFirmata(echo, recanati), headers)).status).toBe(200);
      const other = await postSoap(ingestion.url, bustaFirmata(echo, loreto), headers);
      expect(other.campo('code')).toBe('firma_non_valida');
      const bad = await postSoap(ingestion.url, bustaFirmata(echo, recanati), { authorization: 'Bearer x.y.z' });
      expect(bad.campo('code')).toBe('non_autenticato');
    });
  });

  describe('is refused by a Fault that says what to mend, and leaves nothing behind (I9)', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}"><!ENTITY d "${'&b;'.repeat(1000)}">]>`;
    const cases: [string, string | Uint8Array, string][] = [
      ['an empty message', '', 'soap_busta_non_valida'],
      ['a truncated message', bustaDi(deposito('<a/>')).slice(0, -40), 'soap_busta_non_valida'],
      ['an entity bomb', bomb + bustaDi(corpoDi('echo', { testo: '&d;' })), 'soap_busta_non_valida'],
      ['an external entity', `<!DOCTYPE a SYSTEM "file:///etc/passwd">${bustaDi('')}`, 'soap_busta_non_valida'],
      ['100,000 elements inside each other', bustaDi('<a>'.repeat(100_000)), 'soap_busta_non_valida'],
      ['100,000 elements one after the other', bustaDi('<a/>'.repeat(100_000)), 'soap_busta_non_valida'],
      ['a huge attribute', bustaDi(`<a b="${'c'.repeat(1_000_000)}"/>`), 'soap_busta_non_valida'],
      ['100,000 attributes', bustaDi(`<a ${attributes(100_000)}/>`), 'soap_busta_non_valida'],
      ['two bodies', bustaDi('').replace('<soap:Body></soap:Body>', '$&$&'), 'soap_busta_non_valida'],
      ['no operation', bustaDi(''), 'soap_busta_non_valida'],
      ['bytes that are no UTF-8', Buffer.from([0x3c, 0xff, 0xfe]), 'soap_busta_non_valida'],
      ['an unknown operation', bustaDi(corpoDi('cancellaTutto', {})), 'soap_operazione_sconosciuta'],
      ['another namespace', bustaDi('<echo xmlns="urn:x"><testo>x</testo></echo>'), 'soap_operazione_sconosciuta'],
      ['a field that is not there', bustaDi(corpoDi('statoInvio', {})), 'soap_campi_non_validi'],
      ['a field too many', bustaDi(corpoDi('echo', { testo: 'x', altro: 'y' })), 'soap_campi_non_validi'],
      ['an id that is none', bustaDi(corpoDi('statoInvio', { id: '1' })), 'soap_campi_non_validi'],
      ['a page too long', bustaDi(corpoDi('esitiInvio', { id: ENTI.ats.id, limite: '1001' })), 'soap_campi_non_validi'],
      ['an unknown invio', bustaDi(corpoDi('statoInvio', { id: ENTI.ats.id })), 'invio_sconosciuto'],
      ['an empty document', bustaDi(deposito('')), 'corpo_vuoto'],
      ['broken base64', bustaDi(deposito('').replace('<contenuto>', '<contenuto>PGE%')), 'soap_campi_non_validi'],
      ['base64 cut off', bustaDi(deposito('').replace('<contenuto>', '<contenuto>PGEvP')), 'soap_campi_non_validi'],
      [
        'something after the end of base64',
        bustaDi(deposito('').replace('<contenuto>', `<contenuto>${'A'.repeat(65_532)}PA==PGEv`)),
        'soap_campi_non_validi',
      ],
      ['an unknown tracciato', bustaDi(deposito('x').replace('PS_PSA_SINA', 'BOH')), 'tracciato_sconosciuto'],
      [
        'a mandatory header of others',
        bustaDi(corpoDi('echo', { testo: 'x' }), '<t:T xmlns:t="urn:t" soap:mustUnderstand="1"/>'),
        'soap_intestazione_non_compresa',
      ],
      [
        'a SOAP 1.2 envelope',
        bustaDi('').replaceAll('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
        'soap_versione_non_ammessa',
      ],
    ];

    it.each(cases)('%s', async (_, busta, code) => {
      const before = await kept();
      const answer = await postSoap(ingestion.url, busta, await bearer());
      expect([answer.status, answer.campo('code')]).toEqual([500, code]);
      expect(answer.contentType).toBe('text/xml; charset=utf-8');
      expect(answer.testo).not.toMatch(/\bat \w+|node_modules|Error:/);
      expect(await kept()).toEqual(before);
    });

    it.each([
      ['SOAP 1.2', { 'content-type': 'application/soap+xml' }, 'soap_versione_non_ammessa'],
      ['MTOM', { 'content-type': 'multipart/related; type="application/xop+xml"' }, 'soap_mtom_non_ammesso'],
      ['JSON', { 'content-type': 'application/json' }, 'tipo_non_ammesso'],
      ['gzip', { 'content-encoding': 'gzip' }, 'tipo_non_ammesso'],
    ])('a message that comes as %s', async (_, headers, code) => {
      const answer = await postSoap(ingestion.url, bustaDi(''), { ...(await bearer()), ...headers });
      expect([answer.status, answer.campo('code')]).toEqual([500, code]);
    });

    it('a message past the limit, whether it says so or not; the next one is taken', async () => {
      const huge = bustaDi(deposito('x'.repeat(LIMITE)));
      const announced = await postSoap(ingestion.url, huge, await bearer());
      expect(announced.campo('code')).toBe('documento_troppo_grande');
      const chunks = new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from(huge));
          controller.close();
        },
      });
      const silent = await fetch(`${ingestion.url}/soap/invii/v1`, {
        method: 'POST',
        headers: { 'content-type': 'text/xml', ...(await bearer()) },
        body: chunks,
        duplex: 'half',
      }).then((response) => response.text());
      expect(silent).toContain('documento_troppo_grande');
      expect(
        (
          await postSoap(
            ingestion.url,
            bustaDi(deposito(documentoDi('recanati', { seed: 'grande', righe: 1500 }))),
            await bearer(),
          )
        ).status,
      ).toBe(200);
    });
  });

  it('I5 answers about an invio of others as about none', async () => {
    const testo = documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'ALTRUI-SOAP' }]);
    const made = await postSoap(ingestion.url, bustaDi(deposito(testo)), await bearer());
    const id = made.campo('id')!;
    for (const operazione of ['statoInvio', 'esitiInvio', 'rilieviInvio']) {
      const answer = await postSoap(ingestion.url, bustaDi(corpoDi(operazione, { id })), await bearer('loreto'));
      expect(answer.campo('code')).toBe('invio_sconosciuto');
    }
  });

  it('gives its WSDL to anybody, and nothing else without a proof', async () => {
    const wsdl = await fetch(`${ingestion.url}/soap/invii/v1?wsdl`);
    expect([wsdl.status, wsdl.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(await wsdl.text()).toContain('location="http://localhost:3000/soap/invii/v1"');
  });
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, n) => `a${n}=""`).join(' ');
}
