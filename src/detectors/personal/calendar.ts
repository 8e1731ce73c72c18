/** Days in each month, with 29 for February: the year is often only two digits. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is such a day in such a month, both as digits. */
export function isDayMonth(day: string, month: string): boolean {
  const number = Number(day);
  return number >= 1 && number <= (DAYS[Number(month) - 1] ?? 0);
}

/** Whether digits start with year, month and day, two digits each. */
export const isYearMonthDay = (digits: string): boolean => isDayMonth(digits.slice(4, 6), digits.slice(2, 4));

/** Whether digits start with day, month and year, two digits each. */
export const isDayMonthYear = (digits: string): boolean => isDayMonth(digits.slice(0, 2), digits.slice(2, 4));
