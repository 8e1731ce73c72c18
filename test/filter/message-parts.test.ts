import { describe, expect, it } from 'vitest';
import { MediaReader } from '../../src/filter/media-parts.ts';
import { messagesOf, roleOf } from '../../src/filter/message-parts.ts';

const base64 = Buffer.alloc(300, 7).toString('base64');
const mediaPartOf = (value: object) => new MediaReader().read(value, () => '$.value')?.part;
const hostile = new Proxy(
  { type: 'image', data: base64 },
  {
    getOwnPropertyDescriptor() {
      throw new Error('not for you');
    },
  },
);

describe('a media part', () => {
  it.each([
    ['image/png', 'image'],
    ['audio/wav', 'audio'],
    ['video/mp4', 'video'],
    ['application/pdf', 'file'],
    ['font/woff', 'file'],
  ])('without a type is of the kind that its media type names: %s', (mimeType, kind) => {
    expect(mediaPartOf({ inline_data: { mime_type: mimeType, data: base64 } })).toMatchObject({
      kind,
      mediaType: mimeType,
    });
  });

  it.each([
    { type: { image: true }, data: base64 },
    { type: 'toString', data: base64 },
    { inlineData: { data: 'Prices rose.' } },
    { fileData: 'https://a.example/b.png' },
    {},
    [],
  ])('is not %o', (value) => {
    expect(mediaPartOf(value)).toBeUndefined();
  });

  it('is none where its text is read as any other text, which it is not in a data URI', () => {
    const note = { type: 'file', mediaType: 'text/plain', data: base64 };
    expect(mediaPartOf(note)).toBeUndefined();
    const data = `data:text/plain;base64,${base64}`;
    expect(mediaPartOf({ ...note, data })).toMatchObject({ kind: 'file', data });
    const bytes = new Uint8Array(3);
    expect(mediaPartOf({ ...note, data: bytes })).toMatchObject({ kind: 'file', data: bytes });
  });

  it('is read without running what the data brings', () => {
    expect(mediaPartOf(hostile)).toBeUndefined();
    expect([messagesOf(hostile), roleOf(hostile)]).toEqual([[], undefined]);
    let ran = false;
    const part = {
      type: 'image',
      get data() {
        ran = true;
        return base64;
      },
    };
    expect(mediaPartOf(part)).toBeUndefined();
    expect(ran).toBe(false);
  });
});

describe('the messages of an input', () => {
  const list = [{ role: 'user', content: 'x' }];

  it('are the list that it is or holds', () => {
    expect(messagesOf(list)).toBe(list);
    for (const name of ['messages', 'prompt', 'input']) expect(messagesOf({ [name]: list })).toBe(list);
    expect(messagesOf({ messages: 'x', input: list })).toBe(list);
  });

  it.each(['text', 5, null, undefined, { messages: 'text' }, { other: list }])('are none in %o', (input) => {
    expect(messagesOf(input)).toEqual([]);
  });

  it('have a role, in any case, or none', () => {
    expect(roleOf({ role: 'SYSTEM' })).toBe('system');
    for (const value of [{ role: ['system'] }, { role: null }, {}, 'system', null, undefined]) {
      expect(roleOf(value)).toBeUndefined();
    }
  });
});
