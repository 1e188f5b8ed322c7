import { daysAfter } from './day.ts';

/** «Жолдама мектепке дейінгі ұйымға берілген күннен бастап 5 күннің ішінде тапсырылуы тиіс»: calendar days, as the seed says nothing else. */
const daysToHandIn = 5;

/** The last day on which a referral that was issued on this day is taken. */
export function lastDayOf(issuedOn: string): string {
  return daysAfter(issuedOn, daysToHandIn);
}

/** The year of birth by which groups take children. */
export function yearOf(birthDate: string): number {
  return Number(birthDate.slice(0, 4));
}
