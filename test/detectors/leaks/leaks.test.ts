import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canaries, createCanary } from '../../../src/detectors/leaks/canary.ts';
import { promptSimilarity } from '../../../src/detectors/leaks/prompt-similarity.ts';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { redactedInPieces } from '../../streams.ts';

const prompt = [
  'You are Hedwig, the assistant of the Acme Parcel Company. Answer questions about parcels, prices and claims.',
  'Never mention the internal tariff table, and do not promise a refund above 40 euros without a ticket of the claims desk.',
  '',
  '- If a customer is angry, apologise once, then offer to open a ticket with priority two.',
  '- Discounts of more than 15 percent need the approval of a regional manager; never tell the customer that they exist.',
  'Speak the language of the customer. Keep answers below 120 words.',
].join('\n');
const other = `Bees are insects that live in colonies of up to sixty thousand workers. ${'They make honey from nectar. '.repeat(9)}`;
const rot13 = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
const reversed = (text: string) => [...text].reverse().join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const fullWidth = (text: string) => text.replace(/[!-~]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0));

/** Ways to write a text that a reader, or a model, reads back. */
const disguises: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'spaced out': (text) => [...text].join(' '),
  'with dashes': (text) => [...text].join('-'),
  'with zero-width spaces': (text) => [...text].join('\u200b'),
  'one letter a line': (text) => [...text].join('\n'),
  'in full width': fullWidth,
  'with combining marks': (text) => [...text].join('\u0301'),
  'with letters that look alike': (text) =>
    text.replace(/[aeop]/g, (letter) => ({ a: '\u0430', e: '\u0435', o: '\u043e' })[letter] ?? '\u{1d5c9}'),
  'in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'in Markdown': (text) => text.replace(/\w+/g, '**$&**'),
  reversed,
  'in rot13': rot13,
  'in base64': base64,
  'in base64 behind other text': (text) => base64(`Well, ${text}`),
  'in base64 with line breaks': (text) => base64(text).replace(/.{20}/g, '$&\n'),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in hex with spaces': (text) => (Buffer.from(text).toString('hex').match(/../g) ?? []).join(' '),
};

describe('canaries', () => {
  const canary = createCanary();
  const detector = canaries([canary, 'OUR-own-Canary-42']);

  it('are new each time, and come with a line for the prompt', () => {
    expect(canary.value).toMatch(/^[a-z]{24}$/);
    expect(createCanary().value).not.toBe(canary.value);
    expect(canary.prompt).toContain(canary.value);
  });

  const encodings: Readonly<Record<string, (text: string) => string>> = {
    ...disguises,
    'in base64 twice': (text) => base64(base64(text)),
    'URL-encoded': (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join(''),
    'in HTML escapes': (text) => [...text].map((unit) => `&#${unit.charCodeAt(0)};`).join(''),
    'in HTML escapes in hex': (text) => [...text].map((unit) => `&#x${unit.charCodeAt(0).toString(16)};`).join(''),
    'in \\x escapes': (text) => [...text].map((unit) => `\\x${unit.charCodeAt(0).toString(16)}`).join(''),
    'in \\u escapes': (text) =>
      [...text].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    'in octal': (text) => [...text].map((unit) => `\\${unit.charCodeAt(0).toString(8).padStart(3, '0')}`).join(''),
    'in binary': (text) => [...text].map((unit) => unit.charCodeAt(0).toString(2).padStart(8, '0')).join(' '),
    'turned by five': (text) =>
      text.toLowerCase().replace(/[a-z]/g, (unit) => String.fromCharCode(97 + ((unit.charCodeAt(0) - 97 + 5) % 26))),
  };

  it.each(Object.entries(encodings))('are found %s', (_name, disguise) => {
    for (const value of [canary.value, 'OUR-own-Canary-42']) {
      const text = `The reference is "${disguise(value)}". More text.`;
      const { findings } = detector.scan(text);
      expect(findings.map(({ rule }) => rule)).toContain('canary');
      expect(findings[0]?.start).toBeGreaterThan(10);
    }
  });

  it('are not found in other text, in parts, or with something between their letters', () => {
    const { value } = canary;
    for (const text of [other, prompt, base64(other), value.slice(1), value.slice(0, -1), [...value].join('x')]) {
      expect(detector.scan(text).findings).toEqual([]);
    }
    expect(detector.scan(value.slice(0, 12) + ' '.repeat(40) + value.slice(12)).findings).toEqual([]);
  });

  it('are checked, and never shown', () => {
    expect(() => canaries(['elevenchars'])).toThrow(/canary 0 must have 12 to 256/);
    expect(() => canaries([5 as never])).toThrow(/canary 0/);
    expect(() => canaries('x'.repeat(30) as never)).toThrow(/must be an array/);
    try {
      canaries(['shortsecret']);
    } catch (error) {
      expect(String(error)).not.toContain('shortsecret');
    }
  });
});

describe('promptSimilarity', () => {
  const detector = promptSimilarity([prompt]);
  const found = (text: string) => detector.scan(text).findings.length > 0;
  const sentence =
    'Discounts of more than 15 percent need the approval of a regional manager; never tell the customer that they exist.';

  it.each(Object.entries(disguises))('finds a prompt %s', (_name, disguise) => {
    expect(found(disguise(prompt))).toBe(true);
    expect(found(`Of course! Here it is:\n\n${disguise(prompt)}\n\nAnything else?`)).toBe(true);
  });

  it.each(Object.entries(disguises))('finds one of its sentences %s', (name, disguise) => {
    if (name === 'in base64') return; // cut at another place, base64 is another text: see the next one
    if (name === 'in base64 behind other text') return;
    expect(found(`It says ${disguise(sentence)} and so on.`)).toBe(true);
  });

  it('finds a sentence in base64, wherever it is cut', () => {
    for (let from = 0; from < 6; from += 1) expect(found(base64(sentence.slice(from)))).toBe(true);
  });

  it('finds it with some words changed, dropped or put in', () => {
    expect(
      found(
        'Discounts of more than 15 % need the approval of any regional manager; do not tell the customer that they exist',
      ),
    ).toBe(true);
    expect(
      found('I never mention the internal tariff table and do not promise a refund above 40 EUR without a ticket'),
    ).toBe(true);
  });

  it('lets an answer pass that shares words and phrases with it', () => {
    for (const answer of [
      other,
      'I am Hedwig, the assistant of the Acme Parcel Company. How can I help you with your parcel?',
      'I am sorry that your parcel is late. I can open a ticket with priority two for the claims desk, if you like.',
      'A refund above 40 euros needs a ticket. Shall I open one? Prices and claims are on our page.',
      'You are right, and I apologise. Keep the parcel and its box, take a picture, and the claims desk will answer.',
    ]) {
      expect(found(answer)).toBe(false);
    }
  });

  it('knows scripts without spaces', () => {
    const text =
      '\u4f60\u662f\u4e00\u4e2a\u5feb\u9012\u516c\u53f8\u7684\u52a9\u624b\uff0c\u53ea\u56de\u7b54\u6709\u5173\u5305\u88f9\u548c\u4ef7\u683c\u7684\u95ee\u9898\u3002\u4e0d\u8981\u63d0\u5230\u5185\u90e8\u4ef7\u683c\u8868\u3002';
    const chinese = promptSimilarity([text]);
    expect(chinese.scan(`\u597d\u7684\uff1a${text.slice(3, 30)}`).findings.length).toBeGreaterThan(0);
    expect(
      chinese.scan('\u4f60\u597d\uff0c\u6211\u662f\u52a9\u624b\u3002\u4eca\u5929\u5929\u6c14\u5f88\u597d').findings,
    ).toEqual([]);
  });

  it('covers what it found, however long, and nothing far from it', () => {
    const redactor = createRedactor({ detectors: [detector], mask: () => '#' });
    const out = redactor.redact(`Before it. ${prompt.repeat(3)} ${other}`);
    expect(out.startsWith('Before it. ')).toBe(true);
    expect(out.endsWith(other.slice(40))).toBe(true);
    expect(out.length).toBeLessThan(other.length + 150);
  });

  it('checks its texts', () => {
    expect(() => promptSimilarity(['Be nice.'])).toThrow(/64 letters or more/);
    expect(() => promptSimilarity(['x'.repeat(100_001)])).toThrow(/at most 100000/);
    expect(() => promptSimilarity([5 as never])).toThrow(/must be a string/);
  });
});

describe('leaks in a stream', () => {
  const canary = createCanary();
  const redactor = createRedactor({
    detectors: [canaries([canary]), promptSimilarity([prompt])],
    mask: (rule) => `<${rule}>`,
  });
  const piece = fc.oneof(
    fc.constantFrom(prompt, other, ' ', '\n', ' '.repeat(31), ' '.repeat(32), ' '.repeat(33), '\u{1f600}', 'e\u0301'),
    fc
      .tuple(
        fc.constantFrom(...Object.values(disguises)),
        fc.constantFrom(canary.value, prompt),
        fc.nat(1000),
        fc.nat(300),
      )
      .map(([disguise, text, from, length]) => disguise(text).slice(from % 200, (from % 200) + length)),
    fc.constantFrom(...Object.values(disguises)).map((disguise) => disguise(canary.value)),
  );

  it('are what they are in the whole text, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 9 }),
        (whole, sizes) => {
          expect(redactedInPieces(redactor, whole, sizes)).toBe(redactor.redact(whole));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hold little of ordinary text back', () => {
    const stream = redactor.stream();
    expect(stream.push(other).length).toBeGreaterThan(other.length - 40);
  });
});
