import { optionError } from '../options.ts';

/** Longest value shown, in UTF-16 units: of a longer one the start and the end are shown, and how much is left out. */
const MAX_VALUE = 400;
const MAX_LINES = 32;

/** What each tool does, in the operator's words: `'Send a mail to {recipients} about {subject}'`. Keys are full targets. */
export type ApprovalTexts = { readonly [target: string]: string };

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Checks that every text is one, and that its braces pair up. */
export function checkTexts(where: string, texts: ApprovalTexts): void {
  for (const [target, text] of Object.entries(texts)) {
    if (!/^(?:agent|tool):/.test(target)) {
      throw optionError(
        where,
        `"describe" has the key ${JSON.stringify(target)}: use full targets such as tool:mail.send.`,
      );
    }
    if (typeof text !== 'string' || text === '') {
      throw optionError(where, `"describe" for ${target} must be a sentence such as 'Send a mail to {recipients}'.`);
    }
    if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) {
      throw optionError(where, `"describe" for ${target} has a brace without its pair. Placeholders are {argument}.`);
    }
  }
}

/**
 * What a call will do: the operator's sentence where there is one, and then every argument on a line of its own, so that no
 * value is left out by the sentence. Values are quoted, and whatever could move, hide or forge text is written as an escape.
 */
export function summaryOf(target: string, input: unknown, texts: ApprovalTexts): string {
  const fields = fieldsOf(input);
  const text = Object.hasOwn(texts, target) ? texts[target] : undefined;
  const sentence = text?.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return value === undefined ? '(nothing)' : visible(value);
  });
  const names = Object.keys(fields);
  const lines = names.slice(0, MAX_LINES).map((name) => `  ${escaped(name)}: ${visible(fields[name])}`);
  const more = names.length - lines.length;
  return [sentence ?? `Call ${target}`, ...lines, ...(more > 0 ? [`  and ${more} more arguments`] : [])].join('\n');
}

const fieldsOf = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? (input as Readonly<Record<string, unknown>>)
    : input === undefined
      ? {}
      : { input };

/** A value as JSON, cut in the middle, with escapes for what does not show. */
function visible(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined';
  const shown = escaped(json);
  const mixed = mixesScripts(json) ? ' [letters of several scripts: look twice]' : '';
  if (shown.length <= MAX_VALUE) return shown + mixed;
  const part = MAX_VALUE / 2;
  return `${shown.slice(0, part)} ... ${shown.length - MAX_VALUE} characters left out ... ${shown.slice(-part)}${mixed}`;
}

// Controls, format characters (bidi, zero-width, tags), separators, private use, unassigned, lone surrogates, combining
// marks that overprint, and fillers that look like nothing.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Mn}\p{Me}\u115F\u1160\u3164\uFFA0\u2800]|(?! )\p{Zs}/gu;

const escaped = (text: string): string =>
  text.replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);

/** A word with Latin letters and letters of a script that has look-alikes of them. */
const mixesScripts = (text: string): boolean =>
  text
    .split(/[^\p{L}\p{N}.@-]+/u)
    .some(
      (word) =>
        /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(word),
    );
