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
  return conversation({ host: hostname, port: Number(port || 5432), timeout }, (say, done) => {
    let pending = Buffer.alloc(0);
    let scram;
    say(startup(user, database));
    return (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= 5 && pending.length > pending.readInt32BE(1)) {
        const size = pending.readInt32BE(1) + 1;
        const [kind, body] = [String.fromCharCode(pending[0]), pending.subarray(5, size)];
        pending = pending.subarray(size);
        if (kind === 'E') return done(errorText(body));
        if (kind === 'Z') return done(undefined);
        if (kind !== 'R') continue;
        const step = body.readInt32BE(0);
        if (step === 3) say(frame('p', `${secret}\0`));
        else if (step === 5) say(frame('p', `${md5Answer(user, secret, body.subarray(4, 8))}\0`));
        else if (step === 10) say((scram = scramStart(secret)).first);
        else if (step === 11) say(scram.final(body.subarray(4).toString()));
        else if (step !== 0 && step !== 12) return done(`authentication method ${step} is not known here`);
      }
    };
  });
}

/** Client properties: asks for a clear refusal of wrong credentials, where the protocol's default is silence. */
const CLIENT = table(['capabilities', 'F', table(['authentication_failure_close', 't', Buffer.of(1)])]);

/** Proves that an AMQP 0-9-1 broker answers at the URL and takes its credentials; resolves to undefined or the reason. */
export function greetRabbit(url, timeout = 3000) {
  const { username, password, hostname, port, pathname } = new URL(url);
  const vhost = decodeURIComponent(pathname.slice(1)) || '/';
  const [user, secret] = [decodeURIComponent(username || 'guest'), decodeURIComponent(password || 'guest')];
  return conversation(
    { host: hostname, port: Number(port || 5672), timeout },
    (say, done) => {
      let pending = Buffer.alloc(0);
      say(Buffer.from('AMQP\0\0\x09\x01'));
      return (bytes) => {
        pending = Buffer.concat([pending, bytes]);
        if (pending.subarray(0, 4).toString() === 'AMQP') return done('another version of AMQP is spoken there');
        while (pending.length >= 8 && pending.length >= pending.readUInt32BE(3) + 8) {
          const size = pending.readUInt32BE(3);
          const [classId, method, body] = [
            pending.readUInt16BE(7),
            pending.readUInt16BE(9),
            pending.subarray(11, 7 + size),
          ];
          pending = pending.subarray(size + 8);
          if (classId !== 10) continue;
          if (method === 10)
            say(amqpMethod(11, CLIENT, short8('PLAIN'), long8(`\0${user}\0${secret}`), short8('en_US')));
          else if (method === 30) {
            say(
              Buffer.concat([
                amqpMethod(31, body.subarray(0, 8)),
                amqpMethod(40, short8(vhost), short8(''), Buffer.of(0)),
              ]),
            );
          } else if (method === 41) return done(undefined);
          else if (method === 50) return done(body.subarray(3, 3 + body[2]).toString());
        }
      };
    },
    'credentials refused',
  );
}

function conversation(where, begin, onEarlyEnd = 'connection closed by the server') {
  return new Promise((resolve) => {
    const socket = connect({ host: where.host, port: where.port });
    const done = (reason) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reason);
    };
    const timer = setTimeout(() => done('no answer in time'), where.timeout);
    socket.once('connect', () =>
      socket.on(
        'data',
        begin((bytes) => socket.write(bytes), done),
      ),
    );
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
