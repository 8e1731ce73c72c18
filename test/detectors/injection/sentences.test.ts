import { describe, expect, it } from 'vitest';
import { SentenceWindows, sentencesAround } from '../../../src/detectors/injection/sentences.ts';

describe('sentencesAround', () => {
  const cut = (text: string, ...words: string[]) =>
    sentencesAround(
      text,
      words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })),
    ).map(({ start, end }) => text.slice(start, end));

  it('widens to sentences and lines, and joins those that meet', () => {
    expect(cut('One. Two is bad. Three.', 'bad')).toEqual(['Two is bad.']);
    expect(cut('One\nTwo is bad\nThree', 'bad')).toEqual(['Two is bad']);
    expect(cut('One. Two and two. Three.', 'two', 'Two')).toEqual(['Two and two.']);
    expect(cut('One v1.2 is bad, e.g. this', 'bad')).toEqual(['One v1.2 is bad, e.g.']);
    expect(cut('坏话。好话。', '坏')).toEqual(['坏话。']);
  });

  it('goes no further than 400 units, and never cuts a pair', () => {
    const text = `${'\u{1f600}'.repeat(500)}bad${'\u{1f600}'.repeat(500)}`;
    const [span] = sentencesAround(text, [{ start: 1000, end: 1003 }]);
    expect(text.slice(span?.start, span?.end).isWellFormed()).toBe(true);
    expect(span).toEqual({ start: 600, end: 1403 });
    const odd = `x${'\u{1f600}'.repeat(500)}xbad`;
    const [other] = sentencesAround(odd, [{ start: 1002, end: 1005 }]);
    expect(odd.slice(other?.start, other?.end).isWellFormed()).toBe(true);
  });

  it('ends at a written line break, and at tags of blocks', () => {
    expect(cut('{"a": "One\\nTwo is bad\\nThree"', 'bad')).toEqual(['Two is bad']);
    expect(cut('<li>One</li><li>Two is <b>very</b> bad</li><li>x</li>', 'bad')).toEqual(['Two is <b>very</b> bad']);
    expect(cut('<p>One <!-- Two is bad --> Three</p>', 'bad')).toEqual(['Two is bad ']);
    expect(cut('1 < 2 and bad > 1', 'bad')).toEqual(['1 < 2 and bad > 1']);
  });
});

describe('SentenceWindows', () => {
  const windowsOf = (text: string, size: number, context = 0) => {
    const windows = new SentenceWindows();
    const out: string[] = [];
    for (let at = 0; at < text.length; at += size) {
      windows.push(text.slice(at, at + size));
      for (let next = windows.next(context); next !== ''; next = windows.next(context)) out.push(next);
    }
    return [...out, windows.rest()];
  };

  it('gives out whole sentences, however the text comes', () => {
    expect(windowsOf('One. Two v1.2 is. Three', 1)).toEqual(['One.', ' Two v1.2 is.', ' Three']);
    expect(windowsOf('One. Two. Three', 100)).toEqual(['One. Two.', ' Three']);
  });

  it('waits until there is enough for what it is judged with', () => {
    const windows = windowsOf('A. '.repeat(400), 1, 1024);
    for (const window of windows.slice(0, -1)) expect(window.length).toBeGreaterThanOrEqual(128);
    expect(windows.join('')).toBe('A. '.repeat(400));
  });

  it('holds two windows at most', () => {
    for (const text of [`A. ${'x'.repeat(9000)}`, `${'\u{1f600}'.repeat(3000)}`, 'word '.repeat(2000)]) {
      const windows = windowsOf(text, 50, 1024);
      expect(windows.join('')).toBe(text);
      for (const window of windows) expect([window.length <= 2048, window.isWellFormed()]).toEqual([true, true]);
    }
  });
});

describe('sentences without an end', () => {
  const pair = '\u{1f600}';
  it.each([pair.repeat(500), `a${pair.repeat(500)}`, 'e\u0301'.repeat(600), '\u{e0041}'.repeat(600)])(
    'are cut between characters, not in them',
    (text) => {
      for (const at of [500, 501]) {
        const [sentence] = sentencesAround(text, [{ start: at, end: at + 1 }]);
        expect(text.slice(sentence?.start, sentence?.end).isWellFormed()).toBe(true);
        expect(sentence?.start).toBeLessThanOrEqual(at);
        expect(sentence?.end).toBeGreaterThan(at);
      }
    },
  );
});
