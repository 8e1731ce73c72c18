import { optionError } from '../options.ts';
import { visibleName, visibleText, visibleValue } from './visible.ts';

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
    return value === undefined ? '(nothing)' : visibleValue(value);
  });
  const names = Object.keys(fields);
  const lines = names.slice(0, MAX_LINES).map((name) => `  ${visibleName(name)}: ${visibleValue(fields[name])}`);
  const more = names.length - lines.length;
  return [
    sentence ?? `Call ${visibleText(target)}`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more arguments`] : []),
  ].join('\n');
}

const fieldsOf = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? (input as Readonly<Record<string, unknown>>)
    : input === undefined
      ? {}
      : { input };
