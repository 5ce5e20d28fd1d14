import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';

/** A key and its self-signed certificate, as an ente would have registered it. */
export interface Certificato {
  readonly chiave: string;
  readonly pem: string;
}

/** Made here and not by a program: a test must also make those that have expired, and run where there is no OpenSSL. */
export function certificatoDi(
  nome: string,
  { dal = new Date(Date.now() - 86_400_000), al = new Date(Date.now() + 86_400_000), bit = 2048 } = {},
): Certificato {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bit });
  const algorithm = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), Buffer.from('0500', 'hex'));
  const name = sequence(element(0x31, sequence(Buffer.from('0603550403', 'hex'), element(0x0c, Buffer.from(nome)))));
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(dal), time(al)),
    name,
    publicKeyOf(publicKey),
  );
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]));
  const base64 = sequence(content, algorithm, signature)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return {
    chiave: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    pem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

function publicKeyOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function time(instant: Date): Buffer {
  const text = instant.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return element(0x17, Buffer.from(text.slice(2)));
}

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

/** A DER element. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
