import { describe, expect, it } from 'vitest';
import { checkTexts, summaryOf } from '../../src/approval/summary.ts';

describe('summaryOf', () => {
  it('says it in the words of the operator, and lists every argument', () => {
    expect(
      summaryOf('tool:mail.send', { to: ['a@b.example'], body: 'Hi' }, { 'tool:mail.send': 'Send a mail to {to}' }),
    ).toBe('Send a mail to ["a@b.example"]\n  to: ["a@b.example"]\n  body: "Hi"');
    expect(summaryOf('tool:clock', undefined, {})).toBe('Call tool:clock');
    expect(summaryOf('tool:echo', 'text', {})).toBe('Call tool:echo\n  input: "text"');
  });

  it.each([
    ['a new line that forges a field', 'x\n  approved: true'],
    ['a carriage return', 'x\rApprove? [y/N] y'],
    ['terminal colours', 'x\u001b[2J\u001b[31m'],
    ['a right-to-left override', 'x\u202egpj.exe'],
    ['zero-width text', 'a\u200bb\u2060c'],
    ['tag characters', 'x\u{e0041}\u{e0042}'],
    ['a line separator', 'x\u2028y\u2029z'],
    ['a filler that looks like nothing', 'x\u3164y\u00a0z'],
    ['marks that overprint', 'x\u0336\u0489'],
    ['a lone surrogate', 'x\ud800'],
  ])('writes %s as an escape', (_what, hostile) => {
    const summary = summaryOf('tool:t', { value: hostile, [hostile]: 1 }, { 'tool:t': 'Do {value}' });
    expect(summary.split('\n')).toHaveLength(3);
    expect(summary.replaceAll('\n', '')).toMatch(/^[\x20-\x7e]*$/);
  });

  it('leaves honest text of other scripts alone', () => {
    const text = 'Grüße aus Zürich, привет, こんにちは';
    expect(summaryOf('tool:t', { text }, {})).toContain(text);
  });

  it('points at a word that mixes scripts', () => {
    expect(summaryOf('tool:t', { to: 'p\u0430ypal@bank.example' }, {})).toContain('look twice');
    expect(summaryOf('tool:t', { to: 'paypal@bank.example, привет' }, {})).not.toContain('look twice');
  });

  it.each([
    ['mathematical letters', '\u{1d429}\u{1d41a}ypal.example'],
    ['full-width letters', '\uff50aypal.example'],
    ['letters of Cherokee', 'pa\u13a9pal'],
  ])('points at %s', (_what, text) => {
    expect(summaryOf('tool:t', { to: text }, {})).toContain('look twice');
  });

  it('takes no name of an argument for another argument and its value', () => {
    const forged = summaryOf('tool:t', { 'to: "landlord"  note': 1, note: 2, [`${'x'.repeat(9)}\n`]: 3 }, {});
    expect(forged.split('\n')).toEqual([
      'Call tool:t',
      '  "to: \\"landlord\\"  note": 1',
      '  note: 2',
      '  "xxxxxxxxx\\n": 3',
    ]);
    expect(summaryOf('tool:t', { ['n'.repeat(1_000_000)]: 1 }, {}).length).toBeLessThan(700);
  });

  it.each(['to\u3164', '\uffa0to', 't\u043e', 'to\u200d'])(
    'writes the name %j so that it cannot be taken for "to"',
    (name) => {
      const [, line = ''] = summaryOf('tool:t', { [name]: 1 }, {}).split('\n');
      expect(line).toMatch(/\\u\{|look twice/);
    },
  );

  it('cuts between characters', () => {
    const summary = summaryOf('tool:t', { body: `${'a'.repeat(198)}\u{1f600}${'b'.repeat(300)}` }, {});
    expect(summary.isWellFormed()).toBe(true);
    expect(summary).toMatch(/\d+ characters left out/);
  });

  it('shows a million characters in a moment, whatever they are', () => {
    for (const unit of ['a', '\u0430b', '\u202e', '\u{1d429}', '\uff21 ', '"']) {
      const body = unit.repeat(Math.floor(1_000_000 / unit.length));
      const started = performance.now();
      expect(summaryOf('tool:t', { body }, { 'tool:t': 'Do {body}' }).length).toBeLessThan(20_000);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  it('cuts a long value in the middle, and says so', () => {
    const summary = summaryOf('tool:t', { body: `${'a'.repeat(5_000)}END` }, {});
    expect(summary.length).toBeLessThan(600);
    expect(summary).toMatch(/\d+ characters left out/);
    expect(summary).toContain('END');
  });

  it('does not expand placeholders inside values, nor names of prototypes', () => {
    expect(summaryOf('tool:t', { a: '{b}', b: 'secret' }, { 'tool:t': 'Do {a}' }).split('\n')[0]).toBe('Do "{b}"');
    expect(summaryOf('tool:t', { a: 1 }, { 'tool:t': 'Do {constructor}' }).split('\n')[0]).toBe('Do (nothing)');
    expect(summaryOf('tool:t', { a: '$&$1' }, { 'tool:t': 'Do {a}' }).split('\n')[0]).toBe('Do "$&$1"');
  });

  it('refuses texts that cannot work', () => {
    expect(() => checkTexts('here', { 'mail.send': 'Send' })).toThrow(/full targets/);
    expect(() => checkTexts('here', { 'tool:mail.send': '' })).toThrow(/sentence/);
    expect(() => checkTexts('here', { 'tool:mail.send': 'Send to {to' })).toThrow(/brace/);
  });
});
