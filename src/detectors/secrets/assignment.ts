/**
 * How a value is given to a name in programs, configuration, markup and messages: `name = "v"`, `name := v`, `"name": "v"`,
 * `'name' => 'v'`, `set("name", "v")`, `var name string = "v"`, `<name>v</name>`, `key="name" value="v"`, `name: x` with `value: v` on the
 * next line. In text that was encoded twice the quotes have backslashes.
 */
const QUOTE = /(?:\\{0,3}["'`])?/.source;
const CLOSE = /(?:\\{0,3}["'`\])])?(?:\\{0,3}["'`\])])?/.source;
const TYPE = /(?:(?::[ \t]{0,2}|[ \t]{1,2})(?:string|String|str|text|NSString[ ]?\*))?/.source;
const OPERATOR = /[ \t]{0,8}(?:=>|[?:.|+]{0,3}={1,3}|:{1,2}|>)\s{0,16}/.source;
const COMMA = /\\{0,3}["'],[ \t]{0,4}(?=\\{0,3}["'])/.source;
const VALUE_FIELD = /\\{0,3}["']?,?\s{1,20}\\{0,3}["']?[vV]alue\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}/.source;

/** From the end of a name to the start of its value. */
export const GIVES = `(?:${CLOSE}${TYPE}${OPERATOR}|${COMMA}|${VALUE_FIELD})${QUOTE}${QUOTE}${QUOTE}`;

/** All that can be the beginning of the above, one class after the other. */
export const GIVES_EXTENT =
  /[\\"'`\])]{0,8}:?[ \t,]{0,9}\s{0,20}[\\"']{0,4}[A-Za-z]{0,8}[ ]?\*?[\\"']{0,4}[ \t]{0,8}[?:.|+=>]{0,6}\s{0,16}[\\"'`]{0,12}/
    .source;

/** The ways in which code writes a word: `key`, `Key`, `KEY`. */
export const cased = (...words: readonly string[]): string[] =>
  words.flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]);
