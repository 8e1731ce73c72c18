import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegularPattern } from '../../../src/detectors/pattern.ts';
import { announcedRules } from '../../../src/detectors/secrets/announced-rules.ts';
import { Stretches } from '../../../src/detectors/secrets/encoded-stretches.ts';
import { serviceKey } from '../../../src/detectors/secrets/service-rules.ts';
import { tokenRules } from '../../../src/detectors/secrets/token-rules.ts';
import { random } from '../samples.ts';

const rules = [...announcedRules(), serviceKey()].filter(({ read }) => read !== undefined);

/** What the expression says at an anchor. */
function found({ head }: RegularPattern, text: string, at: number): { start: number; end: number } | undefined {
  const expression = new RegExp(head.source, 'dy');
  expression.lastIndex = at;
  const indices = expression.exec(text)?.indices;
  const range = indices?.find((group, index) => index > 0 && group !== undefined) ?? indices?.[0];
  return range === undefined ? undefined : { start: range[0], end: range[1] };
}

const name = fc.constantFrom(
  ...['api_key', 'my.secret-token', 'DB_PASSWORD', 'pwd', 'pass', 'passphrase', 'authorization', 'sonarqube_token'],
  ...['Datadog', 'myDatadogKey', 'datadogger one two', 'okta client ID', 'key', 'sumo', `token${'_x'.repeat(20)}`],
);
const gives = fc.constantFrom(
  ...['=', ' = ', ':', ': ', '::', '=>', ' => ', ':=', '?=', '||=', '===', '====', ' :== ', '>', '</a>', '.=', '+='],
  ...[
    '"',
    "'",
    '`',
    '\\"',
    '\\\\\\"',
    '\\\\\\\\"',
    '"]',
    "')",
    '`]',
    ', ',
    '", "',
    "','",
    '",\n"value": "',
    ' value="',
  ],
  ...['\n  value: ', 'Value=', ': string = ', ':str=', ' text=', ': NSString *= ', ' NSString*=', ' is ', ' was: "'],
  ...['  is  :  ', ' ', '  ', '    ', '\t', '\n', '\u00a0', '\u2003=\u2003', ' '.repeat(9), '\n'.repeat(17), '('],
);
const value = fc.oneof(
  fc.integer({ min: 1, max: 260 }).map(random),
  fc.string({ unit: fc.constantFrom(...'aB3 =:.-_/+"\\%@|$~!(),;<&\u00e9\u00a0'), maxLength: 30, size: 'max' }),
  fc.constantFrom('a'.repeat(239), 'a'.repeat(240), 'a1'.repeat(60), '1'.repeat(121), '=12345678901', 'a.b.c.d.e.f.g.'),
);
const text = fc
  .array(fc.oneof({ weight: 2, arbitrary: name }, { weight: 2, arbitrary: gives }, value), { maxLength: 12 })
  .map((pieces) => pieces.join(''));

describe('heads that are read by hand', () => {
  it.each(rules.map((rule) => [rule.rule, rule] as const))('find what their expression finds: %s', (_, rule) => {
    fc.assert(
      fc.property(text, (whole) => {
        const places = rule.anchors.flatMap((anchor) =>
          [...whole.matchAll(new RegExp(anchor, 'g'))].map(({ index }) => index),
        );
        const stretches = new Stretches();
        for (const at of places.sort((a, b) => a - b)) {
          const expected = found(rule, whole, at);
          expect(rule.read?.(whole, at, undefined)).toEqual(expected);
          expect(rule.read?.(whole, at, stretches)).toEqual(expected);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('are those that hostile text is full of', () => {
    expect(rules.map(({ rule }) => rule)).toEqual(['generic-secret', 'password', 'service-key']);
  });
});

describe('tokens that are a beginning and units of one class', () => {
  const tokens = tokenRules().filter(({ read }) => read !== undefined);
  const front = fc.constantFrom(
    '',
    ' ',
    'a',
    '9',
    '_',
    '-',
    '/',
    '+',
    '\\n',
    '\\x41',
    '%3D',
    '\\u00e9',
    '\\',
    '\u00e9',
    'n',
  );
  const behind = fc.constantFrom('', ' ', 'g', '0', '_', '-', '+', '/', '=', '.', '~', '\u00e9');
  const body = fc
    .tuple(fc.constantFrom('aA0', '0f', '0A', 'aA0_-', 'aA0+/', 'Z2', 'aA0.'), fc.nat(300))
    .map(([units, length]) => units.repeat(100).slice(0, length));

  it('are read as their expressions read them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokens), front, body, behind, fc.nat(9), (rule, before, units, after, which) => {
        const anchor = rule.anchors[which % rule.anchors.length] ?? '';
        const text = `${before}${anchor}${units}${after}${units}`;
        expect(rule.read?.(text, before.length, undefined)).toEqual(found(rule, text, before.length));
      }),
      { numRuns: 20_000 },
    );
  });

  it('are read whole or not at all, at the least and the most that they can be', () => {
    for (const rule of tokens) {
      const [, unit = '', least = '', most = least] =
        /(\[[^\]]+\]|\\w|\\d)\{(\d+)(?:,(\d+))?\}/.exec(rule.head.source.split(')').slice(-3).join(')')) ?? [];
      const one = ['0', 'A', 'Q', '2'].find((letter) => new RegExp(`^${unit}$`).test(letter)) ?? '';
      for (const length of [Number(least) - 1, Number(least), Number(most), Number(most) + 1]) {
        const text = ` ${rule.anchors[0]}${one.repeat(length)}`;
        expect(rule.read?.(text, 1, undefined)).toEqual(found(rule, text, 1));
      }
    }
    expect(tokens.length).toBeGreaterThan(80);
  });
});
