/** Latin letters that a letter of another alphabet may be written for, likeliest first; accents are off by now, and all is in lower case. */
export type Letters = Readonly<Record<string, string>>;

const CYRILLIC: Readonly<Record<string, string>> = {
  '\u0430': 'a',
  '\u0431': 'b',
  '\u0432': 'v w',
  '\u0433': 'g h',
  '\u0434': 'd',
  '\u0435': 'e ye',
  '\u0436': 'zh j',
  '\u0437': 'z s',
  '\u0438': 'i y j ee',
  '\u0439': 'y j i',
  '\u043a': 'k c q ck',
  '\u043b': 'l ll',
  '\u043c': 'm',
  '\u043d': 'n',
  '\u043e': 'o',
  '\u043f': 'p',
  '\u0440': 'r',
  '\u0441': 's c',
  '\u0442': 't th',
  '\u0443': 'u w oo',
  '\u0444': 'f ph',
  '\u0445': 'h x kh',
  '\u0446': 'ts c',
  '\u0447': 'ch',
  '\u0448': 'sh',
  '\u0449': 'shch',
  '\u044b': 'y i',
  '\u044d': 'e a',
  '\u044e': 'yu u',
  '\u044f': 'ya',
  '\u0456': 'i',
  '\u0457': 'yi',
  '\u0454': 'ye e',
  '\u0491': 'g',
  '\u0458': 'j y',
  '\u0455': 'dz s',
};
const GREEK: Readonly<Record<string, string>> = {
  '\u03b1': 'a',
  '\u03b2': 'b v',
  '\u03b3': 'g y',
  '\u03b4': 'd th',
  '\u03b5': 'e',
  '\u03b6': 'z',
  '\u03b7': 'i e h',
  '\u03b8': 'th',
  '\u03b9': 'i y j',
  '\u03ba': 'k c q',
  '\u03bb': 'l',
  '\u03bc': 'm',
  '\u03bd': 'n v',
  '\u03be': 'x ks',
  '\u03bf': 'o',
  '\u03c0': 'p',
  '\u03c1': 'r',
  '\u03c3': 's c',
  '\u03c2': 's',
  '\u03c4': 't',
  '\u03c5': 'u y',
  '\u03c6': 'f ph',
  '\u03c7': 'ch h x',
  '\u03c8': 'ps',
  '\u03c9': 'o w',
};

/** Letters of an alphabet and, in the same order, the Latin ones, several for one with strokes between them. */
const letters = (alphabet: string, latin: string): Letters => {
  const meanings = latin.split(' ');
  return Object.fromEntries([...alphabet].map((letter, at) => [letter, (meanings[at] ?? '').replaceAll('/', ' ')]));
};

const GEORGIAN = letters(
  '\u10d0\u10d1\u10d2\u10d3\u10d4\u10d5\u10d6\u10d7\u10d8\u10d9\u10da\u10db\u10dc\u10dd\u10de\u10df\u10e0\u10e1\u10e2\u10e3\u10e4\u10e5\u10e6\u10e7\u10e8\u10e9\u10ea\u10eb\u10ec\u10ed\u10ee\u10ef\u10f0',
  'a b g d e v/w z t/th i/y k/c l m n o p j/zh r s t u/w f/p k/q/c g q/k/y sh ch c/ts z/dz ts ch x/h/kh j h',
);
const ARMENIAN = letters(
  '\u0561\u0562\u0563\u0564\u0565\u0566\u0567\u0569\u056a\u056b\u056c\u056d\u056f\u0570\u0572\u0573\u0574\u0575\u0576\u0577\u0578\u0579\u057a\u057b\u057c\u057d\u057e\u057f\u0580\u0581\u0582\u0583\u0584\u0585\u0586',
  'a b g d e z e t/th j i l x/kh k/c h g ch m y/j n sh o/vo ch p j r s v t r c/ts u/w p q/k/c o f',
);
const RUNES = letters(
  '\u16a8\u16ab\u16aa\u16d2\u16b2\u16b3\u16de\u16d6\u16a0\u16b7\u16ba\u16bb\u16c1\u16c3\u16b4\u16da\u16d7\u16be\u16df\u16a9\u16c8\u16e9\u16b1\u16cb\u16ca\u16cf\u16a2\u16a1\u16b9\u16ea\u16a4\u16c9\u16a6\u16dc\u16c7\u16e6',
  'a a/e a b k/c/q c/k d e f g h h i j k l m n o o p q r s s t u/v/w v/f w/v x y z/x th ng e/y/ei y',
);
const OGHAM = letters(
  '\u1681\u1682\u1683\u1684\u1685\u1686\u1687\u1688\u1689\u168a\u168b\u168c\u168d\u168e\u168f\u1690\u1691\u1692\u1693\u1694',
  'b l f/v/w s n h/j d t c/k q/k m g ng z/x r a o u e i/y/j',
);
const TIFINAGH = letters(
  '\u2d30\u2d31\u2d5b\u2d37\u2d3b\u2d3c\u2d33\u2d40\u2d49\u2d4a\u2d3d\u2d4d\u2d4e\u2d4f\u2d53\u2d52\u2d47\u2d54\u2d59\u2d5c\u2d60\u2d61\u2d45\u2d62\u2d63',
  'a b c/sh d e f g h i j k l m n o/u p q r s t v w x/kh y z',
);
/** Letters and signs whose form is somewhat like that of a Latin letter, as tools for fancy text take them. */
const SHAPES = letters(
  '\ua4ee\ua4d0\ua4da\ua4d3\ua4f0\ua4dd\ua4d6\ua4e7\ua4f2\ua4d9\ua4d7\ua4e1\ua4df\ua4e0\ua4f3\ua4d1\ua4e3\ua4e2\ua4d4\ua4f4\ua4e6\ua4ea\ua4eb\ua4ec\ua4dc' +
    '\u20b3\u0e3f\u20b5\u0247\u20a3\u20b2\u2c68\u20ad\u2c61\u20a5\u20a6\u20b1\u027d\u20b4\u20ae\u0289\u20a9\u04ff\u024f\u2c6c' +
    '\u5342\u4e43\u531a\u15ea\u4e47\u5343\uab86\u5344\u4e28\u30d5\u049d\u3125\u722a\u51e0\u3116\u5369\u024b\u5c3a\u4e02\u3112\u3129\u142f\u5c71\u4e42\u311a\u4e59',
  'a b c d e f g h i j k l m n o p r s t u v w x y z ' +
    'a b c e f g h k l m n p r s t u w x y z ' +
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
);
/** The keys of a Russian and of a Greek keyboard by what stands on them in English. */
const KEYS = {
  ...letters(
    '\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0444\u044b\u0432\u0430\u043f\u0440\u043e\u043b\u0434\u044f\u0447\u0441\u043c\u0438\u0442\u044c',
    'q w e r t y u i o p a s d f g h j k l z x c v b n m',
  ),
  ...letters(
    '\u03b1\u03b2\u03c8\u03b4\u03b5\u03c6\u03b3\u03b7\u03b9\u03be\u03ba\u03bb\u03bc\u03bd\u03bf\u03c0\u03c1\u03c3\u03c4\u03b8\u03c9\u03c2\u03c7\u03c5\u03b6',
    'a b c d e f g h i j k l m n o p r s t u v w x y z',
  ),
};

export const bySounds: readonly Letters[] = [CYRILLIC, GREEK, GEORGIAN, ARMENIAN, RUNES, OGHAM, TIFINAGH, SHAPES];
export const byKeys: readonly Letters[] = [KEYS];
