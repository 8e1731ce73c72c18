import { isDigit } from '../boundary.ts';
import type { Context } from './context.ts';
import { topic } from './context-words.ts';
import type { Emit } from './found.ts';

/** Numbers of passports and driving licences have no check that is printed in them: only words tell them from others. */
const FEWEST_DIGITS = 4;
const PASSPORT = topic('passport');
const LICENCE = topic('driver-licence');
const DRIVER = topic('driver');
const PERMIT = topic('licence');

/** DVLA: five units of the surname, a decade, a date, initials. It needs no words. */
const UK_LICENCE =
  /^[A-Z]{2,5}9{0,3}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z][A-Z9][A-Z0-9][A-Z]{2}$/;

/** A document whose number is the run of letters and digits from `start` to `end`, with its first digit in between. */
export function documentAt(
  text: string,
  start: number,
  digit: number,
  end: number,
  context: Context,
  emit: Emit,
): void {
  const size = end - start;
  if (size < 6 || size > 18 || isJoined(text, start, end)) return;
  if (size === 16 && digit > start + 1 && digit < start + 6 && UK_LICENCE.test(text.slice(start, end)))
    emit('driver-licence', start, end);
  else if (!hasDigits(text, digit, end)) return;
  else if (size <= 10 && context.names(PASSPORT)) emit('passport', start, end);
  else if (isLicence(context)) emit('driver-licence', start, end);
}

function hasDigits(text: string, digit: number, end: number): boolean {
  let count = 0;
  for (let at = digit; at < end && count < FEWEST_DIGITS; at += 1) if (isDigit(text, at)) count += 1;
  return count === FEWEST_DIGITS;
}

/** Part of a name, a colour or an identifier with hyphens. */
function isJoined(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const behind = text.charCodeAt(end);
  return before === 95 || before === 35 || before === 45 || behind === 95 || behind === 45;
}

const isLicence = (context: Context): boolean =>
  context.names(LICENCE) || (context.names(DRIVER) && context.names(PERMIT));
