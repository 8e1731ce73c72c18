import { describe, expect, it } from 'vitest';
import { injection } from '../../../src/detectors/injection/injection.ts';
import { normalize } from '../../../src/detectors/readings/characters/normalize.ts';
import { twoSigns } from '../../../src/detectors/readings/codes/two-signs.ts';
import { hiddenMarkup } from '../../../src/detectors/readings/layout/hidden-markup.ts';
import { type Reading, readings } from '../../../src/detectors/readings/readings.ts';

const sentence = 'The report of the last week lies on the desk of the other team, and all of it is in your folder.';
const coded = (text: string): string => Buffer.from(text).toString('base64');
const turned = (text: string): string => [...text].reverse().join('');
const reasons = (text: string): Reading['reason'][] => [...readings(text, { depth: 3 })].map(({ reason }) => reason);

function readAll(text: string) {
  const unread: { start: number; end: number }[] = [];
  let units = 0;
  for (const reading of readings(text, { depth: 3, unread: (span) => unread.push(span) })) units += reading.text.length;
  return { unread, units };
}

describe('the room for readings', () => {
  const long = sentence.repeat(400);

  it.each([1, 2, 3])('reads all of a short text that is encoded %i times', (times) => {
    let text = sentence;
    for (let time = 0; time < times; time += 1) text = coded(text);
    expect(readAll(text).unread).toEqual([]);
    expect([...readings(text, { depth: 3 })].at(-1)?.text).toBe(sentence.toLowerCase());
  });

  it('tells what a long text hides under more layers than there is room for, inside of the text', () => {
    const text = coded(coded(coded(long)));
    const { unread, units } = readAll(text);
    expect(unread.length).toBeGreaterThan(0);
    for (const { start, end } of unread) expect(0 <= start && start < end && end <= text.length).toBe(true);
    expect(units).toBeLessThanOrEqual(2 * text.length + 4096);
  });

  it('takes unread layers for evidence, and one layer of the same text for none', () => {
    const found = injection().scan(coded(coded(coded(long))));
    expect(found.findings.map(({ rule }) => rule)).toContain('unread-disguise');
    expect(found.score).toBeGreaterThanOrEqual(0.5);
    expect(injection().scan(coded(long)).score).toBeLessThan(0.5);
  });
});

describe('bidi overrides', () => {
  it('reads what is English from its end, and not what is English as it stands', () => {
    expect(reasons(`\u202e${turned(sentence)}\u202c`)).toContain('reversed by a bidi override');
    expect(reasons(`\u202e${sentence}\u202c`)).not.toContain('reversed by a bidi override');
  });

  it('reads letters from their end behind others that are English as they stand', () => {
    const text = `\u202e${sentence}\u202c and \u202e${turned(sentence)}\u202c`;
    const [read] = [...readings(text, { depth: 1 })].filter(({ reason }) => reason === 'reversed by a bidi override');
    expect(read?.text.trim()).toBe(sentence.toLowerCase());
  });
});

describe('the order of reversed words', () => {
  it('is told by words that stand before articles', () => {
    expect(reasons(turned(sentence))).toEqual([undefined, 'reversed']);
    expect(reasons(sentence.replace(/[A-Za-z]+/g, turned))).toEqual([undefined, 'reversed words']);
  });
});

describe('what reads as more than it is written in', () => {
  it('is read as such where it is rare', () => {
    expect(normalize('the o\ufb03ce').lower).toBe('the office');
  });

  it('does not make a long text many times as long, and is told', () => {
    const text = '\ufdfa'.repeat(5000);
    const { lower, oddities } = normalize(text);
    expect(lower.length).toBeLessThanOrEqual(text.length * 1.25 + 512);
    expect(oddities.map(({ oddity }) => oddity)).toContain('look-alike-letters');
  });
});

describe('hiddenMarkup', () => {
  const said = (text: string): string[] => hiddenMarkup(text).map(({ text: inside }) => inside);

  it('finds an element that is not shown right behind one that is', () => {
    const shown = '<p style="color:red">a</p>';
    expect(said(`${shown}<p style="display:none">${sentence.toLowerCase()}</p>`)).toEqual([sentence.toLowerCase()]);
    expect(said(`${shown}<p style="color:blue">${sentence.toLowerCase()}</p>`)).toEqual([]);
  });

  it('finds comments and attributes behind leads that lead nowhere', () => {
    const inside = 'a note that nobody on the page can see';
    expect(said(`<!-- ${'<!-- '.repeat(3)}${inside} -->`)).toEqual([` ${'<!-- '.repeat(3)}${inside} `]);
    expect(said(`<img alt= title=' alt="${inside}">`)).toEqual([inside]);
    expect(said(`[//]: # (${inside})`)).toEqual([inside]);
    expect(said(`<p hidden>${inside}</p>`)).toEqual([inside]);
  });
});

describe('forms that programs have all over', () => {
  const dotted = Array.from({ length: 400 }, (_, at) => `rea.der.opt${at % 7}ions.the.mo.del.na.me`).join(' ');

  it('take the room that others leave: a code behind them is read', () => {
    const found = [...readings(`${dotted}\n${coded(sentence)}`, { depth: 3 })].map(({ text }) => text);
    expect(found).toContain(sentence.toLowerCase());
  });

  it('are no sign where they are not read', () => {
    expect(
      injection()
        .scan(dotted)
        .findings.map(({ rule }) => rule),
    ).not.toContain('unread-disguise');
  });
});

describe('three kinds of signs and more, again and again', () => {
  it.each(['<!-- ', 'aA0', '"\'`', '\udc00\udc01 '])('are looked at once: %j', (piece) => {
    expect(twoSigns(piece.repeat(500_000))).toEqual([]);
  });
});
