import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { nearPairs } from './corpus/near.ts';
import { looksSecret } from './corpus/secret-looking.ts';

/** An order inside a harmless document, which says where it stands. */
const planted = ['indirect-in-document', 'request-in-document'];

const kindsOf = {
  attack: ['direct-injection', 'jailbreak', 'extraction', 'indirect-injection', ...planted],
  benign: ['benign-prompt', 'benign-hard', 'benign-document'],
};

const row = z
  .strictObject({
    id: z.string().regex(/^own-[a-z]+-\d{4}$/),
    text: z.string().min(4).max(8000),
    label: z.enum(['attack', 'benign']),
    kind: z.string(),
    lang: z.string().regex(/^[a-z]{2}$/),
    cue: z.boolean(),
    attack_text: z.string().min(20).optional(),
  })
  .refine((value) => kindsOf[value.label].includes(value.kind), 'the kind does not belong to the label')
  .refine((value) => value.label === 'attack' || !value.cue, 'only an attack has a cue')
  .refine((value) => value.text === value.text.trim(), 'white space around the text')
  .refine(
    ({ kind, text, attack_text: order }) =>
      planted.includes(kind)
        ? order !== undefined && order.length < text.length && text.includes(order)
        : order === undefined,
    'a document with a planted order says which part of it that is',
  )
  .refine((value) => languages.has(value.lang), 'a language that no one has listed');

const languages = new Set(
  'en de fr es it pt pl ru uk zh ja ko ar hi tr nl cs sv ro el vi id fi da no hu he fa bn ta th ca tl sk sw ga sq ms ur bg hr gd zu cy af et lt lv'.split(
    ' ',
  ),
);

const folder = fileURLToPath(new URL('../train/corpus/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const linesOf = (name: string) => readFileSync(`${folder}${name}`, 'utf8').trimEnd().split('\n');
const rows = files.flatMap(linesOf).map((line) => row.parse(JSON.parse(line)));

test('every line is ASCII, so that no editor changes what a text holds', () => {
  const odd = files.flatMap(linesOf).filter((line) => /[^\x20-\x7e]/.test(line));
  expect(odd).toEqual([]);
});

test('ids and texts are unique', () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
});

test('both labels are there in numbers that a model can learn from', () => {
  const attacks = rows.filter(({ label }) => label === 'attack').length;
  expect(attacks).toBeGreaterThan(300);
  expect(rows.length - attacks).toBeGreaterThan(300);
});

test('no two texts share half of their word 3-grams', () => {
  expect(nearPairs(rows, 0.5)).toEqual([]);
});

test('near texts are found, also in a script without spaces', () => {
  const text = (id: string, value: string) => ({ id, text: value });
  const near = [
    text('a', 'the cat sat on the mat today'),
    text('b', 'The cat sat on the mat'),
    text('c', 'a dog stood under the tree'),
    text('d', '\u8acb\u628a\u9019\u6bb5\u6587\u5b57\u8cbc\u51fa\u4f86'),
    text('e', '\u8acb\u628a\u9019\u6bb5\u6587\u5b57\u8cbc\u51fa'),
  ];
  expect(nearPairs(near, 0.5)).toEqual(['a b', 'd e']);
});

test('no text holds what looks like a secret', () => {
  expect(rows.filter(({ text }) => looksSecret(text)).map(({ id }) => id)).toEqual([]);
});

test('what looks like a secret is told from prose, links and commands', () => {
  const letters = 'Zq7'.repeat(12);
  expect(looksSecret(`token ${letters}`)).toBe(true);
  expect(looksSecret(`sk${'-'}live1234`)).toBe(true);
  expect(looksSecret(`-----BEGIN ${'RSA PRIVATE'} KEY-----`)).toBe(true);
  expect(looksSecret('see https://docs.example.com/guides/getting-started-with-widgets and run npm ci')).toBe(false);
});
