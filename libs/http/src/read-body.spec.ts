import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readBody } from './body.js';

const broken = (error?: Error): Readable =>
  new Readable({
    read() {
      this.push('a');
      this.destroy(error);
    },
  });

describe('a body that is read whole', () => {
  it('is its pieces in their order, up to the limit and no further', async () => {
    const pieces = [Buffer.from('ab'), Buffer.from('c'), Buffer.from('de')];
    expect((await readBody(Readable.from(pieces), 5)).toString()).toBe('abcde');
    expect(await readBody(Readable.from([]), 5)).toHaveLength(0);
    const long = Readable.from([...pieces, ...pieces]);
    await expect(readBody(long, 2)).rejects.toMatchObject({ code: 'corpo_troppo_grande' });
    expect(long.destroyed).toBe(false);
    expect(long.isPaused()).toBe(true);
  });

  it('is empty once it was read', async () => {
    const stream = Readable.from([Buffer.from('a')], { autoDestroy: false });
    await readBody(stream, 5);
    expect(await readBody(stream, 5)).toHaveLength(0);
  });

  it('is none when it breaks, or was broken before', async () => {
    await expect(readBody(broken(new Error('broken')), 5)).rejects.toThrow('broken');
    const cut = broken();
    await expect(readBody(cut, 5)).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    await expect(readBody(cut, 5)).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
  });
});
