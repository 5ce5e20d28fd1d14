import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/**
 * Proves that a PostgreSQL server answers at the URL and takes its credentials. Written on the bare protocol because
 * it runs before any package is installed. Resolves to undefined when all is well, else to the reason it is not.
 */
export function greetPostgres(url, timeout = 3000) {
  const { username, password, hostname, port, pathname } = new URL(url);
  const user = decodeURIComponent(username || 'postgres');
  const secret = decodeURIComponent(password);
  const database = decodeURIComponent(pathname.slice(1)) || user;
  const scram = scramStart(secret);
  const answers = {
    3: () => frame('p', `${secret}\0`),
    5: (salt) => frame('p', `${md5Answer(user, secret, salt)}\0`),
    10: () => scram.first,
    11: (challenge) => scram.final(challenge.toString()),
    // Accepted, and the last word of the server in SCRAM: nothing to say.
    0: () => undefined,
    12: () => undefined,
  };
  return conversation({ host: hostname, port: Number(port || 5432), timeout }, startup(user, database), {
    sizeOf: (bytes) => (bytes.length < 5 ? Infinity : bytes.readInt32BE(1) + 1),
    answer: (message) => {
      const [kind, body] = [String.fromCharCode(message[0]), message.subarray(5)];
      if (kind === 'E') return verdict(errorText(body));
      if (kind === 'Z') return verdict(undefined);
      if (kind !== 'R') return {};
      const method = body.readInt32BE(0);
      if (answers[method] === undefined) return verdict(`authentication method ${method} is not known here`);
      return { say: answers[method](body.subarray(4)) };
    },
  });
}

/** Client properties: asks for a clear refusal of wrong credentials, where the protocol's default is silence. */
const CLIENT = table(['capabilities', 'F', table(['authentication_failure_close', 't', Buffer.of(1)])]);

/** Methods of class `connection` that a server says in the opening of AMQP 0-9-1. */
const [START, TUNE, OPEN_OK, CLOSE] = [10, 30, 41, 50];

/** Proves that an AMQP 0-9-1 broker answers at the URL and takes its credentials; resolves to undefined or the reason. */
export function greetRabbit(url, timeout = 3000) {
  const { username, password, hostname, port, pathname } = new URL(url);
  const vhost = decodeURIComponent(pathname.slice(1)) || '/';
  const [user, secret] = [decodeURIComponent(username || 'guest'), decodeURIComponent(password || 'guest')];
  const startOk = amqpMethod(11, CLIENT, short8('PLAIN'), long8(`\0${user}\0${secret}`), short8('en_US'));
  const open = amqpMethod(40, short8(vhost), short8(''), Buffer.of(0));
  return conversation(
    { host: hostname, port: Number(port || 5672), timeout },
    Buffer.from('AMQP\0\0\x09\x01'),
    {
      sizeOf: (bytes) => (bytes.length < 8 ? Infinity : isAmqpHeader(bytes) ? 8 : bytes.readUInt32BE(3) + 8),
      answer: (message) => {
        if (isAmqpHeader(message)) return verdict('another version of AMQP is spoken there');
        const [method, body] = [message.readUInt16BE(9), message.subarray(11, -1)];
        if (method === START) return { say: startOk };
        if (method === TUNE) return { say: Buffer.concat([amqpMethod(31, body), open]) };
        if (method === OPEN_OK) return verdict(undefined);
        if (method === CLOSE) return verdict(body.subarray(3, 3 + body[2]).toString());
        return {};
      },
    },
    'credentials refused',
  );
}

function isAmqpHeader(bytes) {
  return bytes.subarray(0, 4).toString() === 'AMQP';
}

/** Ends the conversation: with the reason why the server is of no use, or undefined. */
function verdict(reason) {
  return { end: true, reason };
}

/** Says the opening, then answers message by message until the verdict, the end of the connection or of the time. */
function conversation({ host, port, timeout }, opening, { sizeOf, answer }, onEarlyEnd = 'connection closed') {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (reason) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reason);
    };
    const timer = setTimeout(() => done('no answer in time'), timeout);
    let pending = Buffer.alloc(0);
    socket.once('connect', () => socket.write(opening));
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= sizeOf(pending)) {
        const message = pending.subarray(0, sizeOf(pending));
        pending = pending.subarray(message.length);
        const { say, end, reason } = answer(message);
        if (end) done(reason);
        else if (say) socket.write(say);
      }
    });
    socket.once('error', (error) => done(error.code === 'ECONNREFUSED' ? 'nobody listens there' : error.message));
    socket.once('close', () => done(onEarlyEnd));
  });
}

function startup(user, database) {
  const text = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  return Buffer.concat([long(text.length + 8), long(196608), text]);
}

function frame(kind, body) {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(kind), long(bytes.length + 4), bytes]);
}

function errorText(body) {
  const fields = body.toString().split('\0');
  const field = (code) => fields.find((text) => text.startsWith(code))?.slice(1);
  return `${field('M')} (${field('C')})`;
}

function md5Answer(user, password, salt) {
  const md5 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest('hex');
  return `md5${md5(md5(password, user), salt)}`;
}

/** SCRAM-SHA-256 (RFC 5802) without channel binding. */
function scramStart(password) {
  const nonce = randomBytes(18).toString('base64');
  const bare = `n=,r=${nonce}`;
  const opening = Buffer.from(`n,,${bare}`);
  const first = frame('p', Buffer.concat([Buffer.from('SCRAM-SHA-256\0'), long(opening.length), opening]));
  const final = (challenge) => {
    const { r, s, i } = Object.fromEntries(challenge.split(',').map((part) => [part[0], part.slice(2)]));
    const salted = pbkdf2Sync(password, Buffer.from(s, 'base64'), Number(i), 32, 'sha256');
    const clientKey = createHmac('sha256', salted).update('Client Key').digest();
    const storedKey = createHash('sha256').update(clientKey).digest();
    const unsigned = `c=biws,r=${r}`;
    const signature = createHmac('sha256', storedKey).update(`${bare},${challenge},${unsigned}`).digest();
    return frame(
      'p',
      `${unsigned},p=${Buffer.from(clientKey.map((byte, at) => byte ^ signature[at])).toString('base64')}`,
    );
  };
  return { first, final };
}

function amqpMethod(method, ...fields) {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(10);
  head.writeUInt16BE(method, 2);
  const payload = Buffer.concat([head, ...fields]);
  return Buffer.concat([Buffer.of(1, 0, 0), long(payload.length), payload, Buffer.of(0xce)]);
}

function long(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function table([name, type, value]) {
  const entry = Buffer.concat([short8(name), Buffer.from(type), value]);
  return Buffer.concat([long(entry.length), entry]);
}

function short8(text) {
  return Buffer.concat([Buffer.of(Buffer.byteLength(text)), Buffer.from(text)]);
}

function long8(text) {
  return Buffer.concat([long(Buffer.byteLength(text)), Buffer.from(text)]);
}
