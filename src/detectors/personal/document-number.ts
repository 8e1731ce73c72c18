import type { Context } from './context.ts';
import type { Emit, Token } from './found.ts';

/** Numbers of passports and driving licences have no check that is printed in them: only words tell them from others. */
const PASSPORT = /^(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,10}$/i;
const LICENCE = /^(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,18}$/i;

/** DVLA: five units of the surname, a decade, a date, initials. It needs no words. */
const UK_LICENCE =
  /^[A-Z]{2,5}9{0,3}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z][A-Z9][A-Z0-9][A-Z]{2}$/;

const SOME =
  /pass|pasap|paspo|licen|(?<![a-z])lic(?![a-z])|permi[st]|dl|f(?:\u00fc|ue)hrerschein|rijbewijs|patente|conducir|k\u00f6rkort|f\u00f8rerkort|k\u00f8rekort|ajokortti|jazdy|cnh|\u043f\u0430\u0441\u043f|\u62a4\u7167|\uc5ec\uad8c|\u65c5\u5238/i;

/** Whether a text speaks of such documents at all: most do not, and their numbers are not looked at twice. */
export const mentionsDocuments = (text: string): boolean => SOME.test(text);

export function documentAt(text: string, { start, end }: Token, context: () => Context, emit: Emit): void {
  const size = end - start;
  if (size < 6 || size > 18 || isJoined(text, start, end)) return;
  const number = text.slice(start, end);
  if (size === 16 && UK_LICENCE.test(number)) emit('driver-licence', start, end);
  else if (size <= 10 && PASSPORT.test(number) && context().names('passport')) emit('passport', start, end);
  else if (LICENCE.test(number) && isLicence(context())) emit('driver-licence', start, end);
}

/** Part of a name, a colour or an identifier with hyphens. */
const isJoined = (text: string, start: number, end: number): boolean =>
  text[start - 1] === '_' ||
  text[start - 1] === '#' ||
  text[end] === '_' ||
  text[end] === '-' ||
  text[start - 1] === '-';

const isLicence = (said: Context): boolean =>
  said.names('driver-licence') || (said.names('driver') && said.names('licence'));
