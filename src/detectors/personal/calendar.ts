/** Days in each month, with 29 for February: the year is often only two digits. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is such a day in such a month. */
export const isDayMonth = (day: number, month: number): boolean => day >= 1 && day <= (DAYS[month - 1] ?? 0);
