import { describe, expect, it } from 'vitest';
import { createTextCleaner, identifier, WITHHELD_TEXT } from '../../src/audit/text.ts';
import { fakeKey, redactKeys } from './fake-call.ts';

const same = createTextCleaner((text) => text);
const clean = createTextCleaner(redactKeys);

describe('cutting', () => {
  it('leaves a short text as it is', () => {
    expect(same('upstream answered 503', 100)).toBe('upstream answered 503');
  });

  it('says how much of a long text was kept', () => {
    expect(same('word '.repeat(20), 10)).toBe('word word  [cut: 10 of 100 characters kept]');
  });

  it('counts what the caller has cut before', () => {
    expect(same('word '.repeat(20), 10, 5_000_000)).toBe('word word  [cut: 10 of 5000000 characters kept]');
  });

  it('never halves a character', () => {
    expect(same(`${'a'.repeat(9)}\u{1f600} and more`, 10)).toBe('aaaaaaaaa [cut: 9 of 20 characters kept]');
  });

  it('gives the redactor little more than it keeps', () => {
    const seen: number[] = [];
    createTextCleaner((text) => {
      seen.push(text.length);
      return text;
    })('word '.repeat(2_000_000), 2048);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeLessThanOrEqual(4096);
  });
});

describe('redaction', () => {
  it('finds a key wherever the cut falls', () => {
    const key = fakeKey();
    for (let at = 0; at <= 300; at += 1) {
      const text = `${'word '.repeat(60).slice(0, at)} ${key} ${'more '.repeat(2000)}`;
      expect(clean(text, 200)).not.toMatch(/sk-[A-Za-z0-9]/);
    }
  });

  it('finds a key wherever the end of what it sees falls, also when redaction makes the text short', () => {
    const key = fakeKey();
    for (let at = 2000; at <= 2300; at += 1) {
      const text = `${fakeKey(at)} ${key} ${'more '.repeat(2000)}`;
      expect(clean(text, 200)).not.toMatch(/sk-[A-Za-z0-9]/);
    }
  });

  it('shows nothing of a token that is longer than what the redactor sees', () => {
    const text = `token: ${fakeKey(9000)} end`;
    const unknowing = createTextCleaner((window) => window.replace(/sk-[A-Za-z0-9]{8000,}/g, '[redacted]'));
    expect(unknowing(text, 200)).not.toContain('sk-');
    expect(unknowing('x'.repeat(10_000_000), 200)).toBe(' [cut: 0 of 10000000 characters kept]');
  });

  it('shows nothing of a key block without its end', () => {
    const text = `failed: -----BEGIN ${'PRIVATE KEY'}-----\n${'QUJD '.repeat(2000)}`;
    expect(same(text, 4000)).not.toContain('QUJD');
    const closed = `-----BEGIN A-----\nx\n-----END A-----\n${'word '.repeat(2000)}`;
    expect(same(closed, 100)).toContain('-----END A-----');
  });

  it('shows no groups of digits from the end of what the redactor sees', () => {
    const cards = createTextCleaner((window) => window.replace(/(?:\d{4} ){3}\d{4}/g, '[card]').replaceAll(/#+/g, ''));
    for (let at = 2100; at < 2300; at += 1) {
      expect(cards(`${'#'.repeat(at)} 4111 1111 1111 1111 ${'more '.repeat(900)}`, 200)).not.toMatch(/\d{4} \d/);
    }
  });

  it('withholds the text when the redactor throws or gives no text', () => {
    const broken = createTextCleaner(() => {
      throw new Error('no');
    });
    expect(broken('a secret', 100)).toBe(WITHHELD_TEXT);
    expect(createTextCleaner(() => undefined as unknown as string)('a secret', 100)).toBe(WITHHELD_TEXT);
  });

  it('asks again about texts that held something, and once about short ones that did not', () => {
    const asked: string[] = [];
    const counting = createTextCleaner((text) => {
      asked.push(text);
      return redactKeys(text);
    });
    const key = fakeKey();
    for (let round = 0; round < 3; round++) {
      counting('subject', 64);
      counting(key, 64);
      counting('long '.repeat(20), 200);
    }
    expect(asked.filter((text) => text === 'subject')).toHaveLength(1);
    expect(asked.filter((text) => text === key)).toHaveLength(3);
    expect(asked.filter((text) => text.startsWith('long'))).toHaveLength(3);
  });

  it('remembers no more than a thousand texts', () => {
    let asked = 0;
    const counting = createTextCleaner((text) => {
      asked++;
      return text;
    });
    for (let index = 0; index <= 1024; index++) counting(`name${index}`, 64);
    expect(asked).toBe(1025);
    counting('name1024', 64);
    expect(asked).toBe(1025);
    counting('name0', 64);
    expect(asked).toBe(1026);
  });

  it('cuts what is remembered for a smaller limit', () => {
    const cleaner = createTextCleaner((text) => text);
    expect(cleaner('a name', 64)).toBe('a name');
    expect(cleaner('a name', 3)).toBe('a n [cut: 3 of 6 characters kept]');
  });
});

describe('characters', () => {
  it('replaces lone surrogates, control characters, line separators and direction marks', () => {
    expect(same('a\ud800b\u0000c\u001b[31md\u0085e\u2028f\u202eg\u2066h', 100)).toBe(
      'a\ufffdb\ufffdc\ufffd[31md\ufffde\ufffdf\ufffdg\ufffdh',
    );
  });

  it('keeps line breaks, tabs and other scripts', () => {
    expect(same('eins\n\tzwei \u00fc \u4e2d \u{1f600}', 100)).toBe('eins\n\tzwei \u00fc \u4e2d \u{1f600}');
  });
});

describe('identifier', () => {
  it('bounds and cleans, and redacts nothing', () => {
    expect(identifier('tool:mail.send', 128)).toBe('tool:mail.send');
    expect(identifier('alice@example.com', 128)).toBe('alice@example.com');
    expect(identifier('a\nb\u0000', 128)).toBe('a\nb\ufffd');
    expect(identifier('x'.repeat(200), 128)).toBe(`${'x'.repeat(128)} [cut: 128 of 200 characters kept]`);
  });
});
