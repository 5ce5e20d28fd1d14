import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, WSSecurityCert, createClientAsync } from 'soap';
import { type Certificato, certificatoDi } from './prova/certificati.js';
import { documentoCon } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { programMissing, runProgram } from './prova/programmi.js';
import { ENTI } from './prova/riferimenti.js';
import { INDIRIZZO_SOAP } from './prova/soap.js';

const PYTHON = '/usr/bin/python3';
const GSOAP = programMissing('il WSDL letto da gSOAP', 'wsdl2h', ['-V']);
const ZEEP = programMissing('il WSDL letto da zeep', PYTHON, ['-c', 'import zeep']);
const XMLSEC = programMissing('la firma giudicata da xmlsec1', 'xmlsec1', ['--version']);

/** What a client of a software house in Python does: a session with its token, a deposit, a read, a Fault. */
const ZEEP_CLIENT = `
import sys, requests, zeep
from zeep.transports import Transport
url, token, ente, path = sys.argv[1:5]
session = requests.Session()
session.headers['Authorization'] = 'Bearer ' + token
client = zeep.Client(url + '?wsdl', transport=Transport(session=session))
service = client.create_service('{urn:snodo:soap:invii:v1}InviiSoap', url)
content = open(path, 'rb').read()
deposited = service.depositaInvio(tracciato='PS_PSA_SINA', ente=ente, contenuto=content)
again = service.depositaInvio(tracciato='PS_PSA_SINA', ente=ente, contenuto=content)
state = service.statoInvio(id=deposited.id)
try:
    service.statoInvio(id='00000000-0000-0000-0000-000000000000')
except zeep.exceptions.Fault as fault:
    problem = fault.detail.find('{urn:snodo:soap:invii:v1}problema')
    code = problem.findtext('{urn:snodo:soap:invii:v1}code')
print(deposited.id, deposited.ripetuto, again.ripetuto, again.id == deposited.id, state.canale, deposited.ricevuta.dimensione, code)
`;

describe('altri strumenti leggono il WSDL', () => {
  let ingestion: IngestionInProva;
  let folder: string;
  let recanati: Certificato;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snodo-wsdl-'));
    mkdirSync(join(folder, 'pdnd'));
    recanati = certificatoDi('Recanati');
    writeFileSync(join(folder, 'pdnd', 'recanati.pem'), recanati.pem);
    ingestion = await startIngestion({ kind: 'embedded' }, { SNODO_SOAP_CERTIFICATI: folder });
  });
  afterAll(async () => {
    await ingestion.close();
    rmSync(folder, { recursive: true });
  });

  const address = () => `${ingestion.url}/soap/invii/v1`;

  (GSOAP === undefined ? it : it.skip)('gSOAP makes a client of it that compiles its own checks', async () => {
    const wsdl = join(folder, 'invii.wsdl');
    writeFileSync(wsdl, await (await fetch(`${address()}?wsdl`)).text());
    await runProgram('wsdl2h', ['-o', join(folder, 'invii.h'), wsdl]);
    const { stdout, stderr } = await runProgram('soapcpp2', ['-c', '-C', '-x', '-d', folder, join(folder, 'invii.h')]);
    expect(`${stdout}${stderr}`).toContain('Compilation successful');
  });

  (ZEEP === undefined ? it : it.skip)('zeep deposits, repeats, reads the state and a Fault', async () => {
    const testo = documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'ZEEP' }]);
    const path = join(folder, 'consegna.xml');
    writeFileSync(path, testo);
    const token = await ingestion.emittente.token('recanati');
    const args = ['-c', ZEEP_CLIENT, address(), token, ENTI.recanati.belfiore, path];
    const { stdout } = await runProgram(PYTHON, args, { env: { ...process.env, PYTHONWARNINGS: 'ignore' } });
    const [id, ...said] = stdout.trim().split(' ');
    expect(said).toEqual(['False', 'True', 'True', 'soap', `${Buffer.byteLength(testo)}`, 'invio_sconosciuto']);
    const rows = await ingestion.database.admin(`SELECT canale FROM ingestion.invio WHERE id = $1`, [id]);
    expect(rows).toEqual([{ canale: 'soap' }]);
  });

  (XMLSEC === undefined ? it : it.skip)(
    'xmlsec1 verifies what the client signs and we take, and refuses it once changed',
    async () => {
      const client = await createClientAsync(`${address()}?wsdl`);
      client.setEndpoint(address());
      sign(client);
      // oxlint-disable-next-line typescript/no-unsafe-call -- a client made from a WSDL has no types
      await client['echoAsync']({ testo: 'ciao' });
      const sent = client.lastRequest!;
      expect((await verify(sent)).verdict).toBe('OK');
      expect((await verify(sent.replace('>ciao<', '>addio<'))).verdict).toBe('FAIL');
    },
  );

  function sign(client: Client): void {
    client.addSoapHeader(
      `<wsa:To xmlns:wsa="http://www.w3.org/2005/08/addressing">${INDIRIZZO_SOAP}</wsa:To>` +
        `<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing">xmlsec</wsa:MessageID>`,
    );
    client.setSecurity(
      new WSSecurityCert(recanati.chiave, recanati.pem, '', {
        signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
        additionalReferences: ['wsa:To', 'wsa:MessageID'],
        signerOptions: { idMode: 'wssecurity', prefix: 'ds' },
      }),
    );
  }

  async function verify(message: string): Promise<{ verdict: string }> {
    const [file, certificate] = [join(folder, 'messaggio.xml'), join(folder, 'pdnd', 'recanati.pem')];
    writeFileSync(file, message);
    const ids = ['Body', 'To', 'MessageID', 'Timestamp'].flatMap((name) => ['--id-attr:Id', name]);
    const args = ['--verify', '--pubkey-cert-pem', certificate, ...ids, file];
    const { stdout, stderr } = await runProgram('xmlsec1', args).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    return { verdict: /^(OK|FAIL)$/m.exec(`${stdout}\n${stderr}`)?.[1] ?? `${stdout}${stderr}` };
  }
});
