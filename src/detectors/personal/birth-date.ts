import { isDigit } from '../boundary.ts';
import { isDayMonth } from './calendar.ts';
import type { Emit } from './found.ts';

const BIRTH =
  /born|birth|\bdob\b|geboren|geburt|\bgeb\.|naissance|n\u00e9e? le|nacimiento|nacid[oa]|nascita|nat[oa] il|nascimento|geboorte|f\u00f6delse|f\u00f8dsel|f\u00f6dd|f\u00f8dt|syntym|urodz|\u0440\u043e\u0436\u0434|\u0440\u043e\u0434\u0438\u043b|\u51fa\u751f|\u751f\u5e74\u6708\u65e5|\uc0dd\ub144/gi;

/** How far behind the word a date may start, in UTF-16 units. */
const REACH = 40;

const MONTH =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f\u00e9v|avr|mai|juin|juil|ao\u00fb|d\u00e9c|ene|abr|ago|dic|m\u00e4r|okt|dez|gen|mag|giu|lug|set|ott)[a-z\u00e9\u00fb]{0,8}\\.?';
const DATE = new RegExp(
  [
    '(?:19|20)\\d{2}([-/.])(\\d{1,2})\\1(\\d{1,2})(?!\\d)',
    '(\\d{1,2})([-/. ])(\\d{1,2})\\5(?:(?:19|20)\\d{2}|\\d{2})(?!\\d)',
    `\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of| de)? ${MONTH},?(?: de)? (?:18|19|20)\\d{2}(?!\\d)`,
    `${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? (?:18|19|20)\\d{2}(?!\\d)`,
    '(?:19|20)\\d{2}[\u5e74\ub144] ?\\d{1,2}[\u6708\uc6d4] ?\\d{1,2}[\u65e5\uc77c]',
  ].join('|'),
  'i',
);

/** Dates that a word for birth announces. */
export function birthDates(text: string, from: number, emit: Emit): void {
  BIRTH.lastIndex = Math.max(0, from - REACH - 16);
  for (let hit = BIRTH.exec(text); hit !== null; hit = BIRTH.exec(text)) {
    const behind = BIRTH.lastIndex;
    const found = DATE.exec(text.slice(behind, behind + REACH + 32));
    if (found === null || found.index > REACH) continue;
    const start = behind + found.index;
    if (isDigit(text, start - 1) || !isDate(found)) continue;
    emit('birth-date', start, start + found[0].length);
  }
}

/** Whether the day and month exist, in either order. */
function isDate(found: RegExpExecArray): boolean {
  const [, , month = found[4], day = found[6]] = found;
  return month === undefined || day === undefined || isDayMonth(day, month) || isDayMonth(month, day);
}

/** A month in front of a day belongs to the date: where it starts, or the offset itself. */
export function monthBefore(text: string, at: number): number {
  const month = MONTH_BEFORE.exec(text.slice(Math.max(0, at - 14), at));
  return month === null ? at : at - month[0].length;
}
const MONTH_BEFORE = new RegExp(`${MONTH} $`, 'i');
