import { describe, expect, it } from 'vitest';
import { tokenizerFrom } from '../../../src/detectors/slow/tokenizer.ts';

const bert = (words: readonly string[], normalizer: object = { lowercase: true }) =>
  tokenizerFrom({
    normalizer,
    model: { type: 'WordPiece', unk_token: '[UNK]', vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
  });

describe('WordPiece', () => {
  const words = ['[UNK]', 'un', '##aff', '##able', '##a', '!', '\u6771', 'cafe', 'constructor'];

  it.each([
    ['unaffable', [1, 2, 3]],
    ['UNAFFABLE!', [1, 2, 3, 5]],
    ['unaffabl', [0]],
    ['un\u0000aff\u200bable un', [1, 2, 3, 1]],
    ['\u6771un', [6, 1]],
    ['caf\u00e9', [7]],
    ['__proto__ constructor', [0, 0, 0, 0, 0, 8]],
    ['x'.repeat(5000), [0]],
    ['', []],
  ])('reads %j', (text, ids) => {
    expect(bert(words).encode(text)).toEqual(ids);
  });

  it('joins pieces by the sign that the file names, and reads over ids that are no numbers', () => {
    const other = tokenizerFrom({
      post_processor: {
        single: [{ SpecialToken: { id: 'a' } }, { SpecialToken: {} }, { Sequence: {} }, { SpecialToken: { id: 'b' } }],
        special_tokens: { a: { ids: [7, '8', null] }, b: {} },
      },
      model: {
        type: 'WordPiece',
        continuing_subword_prefix: '@@',
        vocab: { '[UNK]': 0, un: 1, '@@able': 2, '##able': 3, able: '4' },
      },
    });
    expect(other.encode('unable able')).toEqual([1, 2, 0]);
    expect([other.before, other.behind]).toEqual([[7], []]);
  });

  it('leaves case and accents where the file says so', () => {
    expect(bert(words, { lowercase: false }).encode('Un caf\u00e9')).toEqual([0, 0]);
  });
});

describe('Unigram', () => {
  const pieces: readonly [string, number][] = [
    ['<unk>', 0],
    ['\u2581', -3],
    ['\u2581ig', -2],
    ['nore', -2],
    ['\u2581ignore', -5],
    ['n', -4],
    ['o', -4],
    ['re', -4],
    ['\u2581all', -3],
  ];
  const deberta = tokenizerFrom({
    normalizer: { type: 'Sequence', normalizers: [{ type: 'Precompiled' }, { type: 'Replace' }] },
    pre_tokenizer: { type: 'Metaspace', replacement: '\u2581', add_prefix_space: true },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '[CLS]' } }, { Sequence: { id: 'A' } }, { SpecialToken: { id: '[SEP]' } }],
      special_tokens: { '[CLS]': { ids: [101] }, '[SEP]': { ids: [102] } },
    },
    model: { type: 'Unigram', unk_id: 0, vocab: pieces },
  });

  it.each([
    ['ignore', [2, 3]], // -4 beats -5
    ['ignore  all', [2, 3, 8]],
    ['\uff49gnore', [2, 3]],
    ['no', [1, 5, 6]],
    ['zz', [1, 0]],
    ['\u{1f600}\u{1f600}n', [1, 0, 5]],
    ['', []],
  ])('takes the pieces that add up to most: %j', (text, ids) => {
    expect(deberta.encode(text)).toEqual(ids);
  });

  it.each([
    [[{ type: 'Lowercase' }, { type: 'Strip' }], '  IGnore ', [2, 3]],
    [[{ type: 'NFKD' }], 'igno\uff52e', [2, 3]],
    [[{ type: 'Nmt' }], 'ignore\nall', [2, 3, 8]],
    [[{ type: 'Unknown' }], 'ignore', [2, 3]],
  ])('normalises as the file says: %j', (normalizers, text, ids) => {
    const file = { normalizer: { type: 'Sequence', normalizers }, model: { type: 'Unigram', vocab: pieces } };
    expect(tokenizerFrom(file).encode(text)).toEqual(ids);
  });

  it('begins without a space where the file says so, and leaves out pieces that are none', () => {
    const file = {
      pre_tokenizer: { type: 'Metaspace', prepend_scheme: 'never' },
      model: { vocab: [...pieces, ['no score'], 'no piece', ['x'.repeat(65), -1]] },
    };
    expect(tokenizerFrom(file).encode('nore ignore')).toEqual([3, 2, 3]);
  });

  it('finds the special tokens of the template', () => {
    expect(deberta).toMatchObject({ before: [101], behind: [102] });
  });
});

describe('byte-level BPE', () => {
  const vocab = [
    'i',
    'g',
    'n',
    'o',
    'r',
    'e',
    '\u0120',
    'ig',
    'ore',
    'or',
    'nore',
    'ignore',
    '\u0120ignore',
    '\u00c3',
    '\u00a9',
    '\u0120a',
  ];
  const file = (extra: object = {}) => ({
    normalizer: { type: 'NFC' },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, ...extra },
    post_processor: { type: 'RobertaProcessing', cls: ['<s>', 0], sep: ['</s>', 2] },
    model: {
      type: 'BPE',
      vocab: Object.fromEntries(vocab.map((piece, id) => [piece, id])),
      merges: ['i g', 'o r', ['or', 'e'], 'n ore', 'ig nore', '\u0120 ignore', 'i g'],
    },
  });
  const { encode, before, behind } = tokenizerFrom(file());

  it.each([
    ['ignore', [11]],
    ['ig nore', [7, 6, 10]],
    ['ignore ignore', [11, 12]],
    ['e\u0301', [13, 14]],
    ['zz', []],
    ['', []],
  ])('joins pairs in the order of the merges: %j', (text, ids) => {
    expect(encode(text)).toEqual(ids);
  });

  it('begins with a space where the file says so', () => {
    expect(tokenizerFrom(file({ add_prefix_space: true })).encode('ignore')).toEqual([12]);
  });

  it('finds its special tokens, and cuts what would take too long', () => {
    expect([before, behind]).toEqual([[0], [2]]);
    expect(encode('n'.repeat(5000))).toHaveLength(5000);
  });
});

describe('tokenizerFrom', () => {
  it.each([
    [null],
    [[]],
    [{}],
    [{ model: { type: 'BPE' } }],
    [{ pre_tokenizer: { type: 'ByteLevel' }, model: { type: 'BPE' } }],
    [{ model: { type: 'WordPiece', vocab: {} } }],
    [{ model: { type: 'Unigram' } }],
  ])('refuses %j', (json) => {
    expect(() => tokenizerFrom(json)).toThrow(TypeError);
  });

  it('takes time in proportion to the text', () => {
    const { encode } = bert(['[UNK]', 'a', '##a']);
    expect(encode('a'.repeat(100))).toHaveLength(100);
    expect(encode(`${'a'.repeat(101)} `.repeat(1000))).toHaveLength(1000);
  });
});
