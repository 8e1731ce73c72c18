import { expect, test } from 'vitest';
import { plant } from '../../eval/injection/planted.ts';

const document = 'one\ntwo\nthree\nfour\n';

test.each([0, 0.5, 0.99, 1])('keeps the document and says where the attack stands, at %d', (share) => {
  const { text, start, end } = plant(document, 'attack', share);
  expect(text.slice(start, end)).toBe('attack');
  expect(text.slice(0, start - 1) + text.slice(end + 2)).toBe(document);
});

test('puts it between two lines', () => {
  expect(plant(document, 'attack', 0.3).text).toBe('one\ntwo\n\nattack\n\nthree\nfour\n');
});
