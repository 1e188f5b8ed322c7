/** One line of the table of payments for a child taught at home (RG-2): № / quarter / year / sum. */
export interface Payment {
  /** From 1. */
  readonly number: number;
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4;
  /** Tenge. */
  readonly sum: number;
}

/** Longest period that makes a table of payments, in months: a childhood. */
const mostMonths = 18 * 12;

/** Months since the year 0. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/**
 * What is paid, quarter by quarter: the monthly amount for each month that the period touches, as support is assigned from the month of the
 * application to the month in which the ground ends.
 *
 * @param amount tenge a month
 * @param period first and last day, `2026-09-01`
 */
export function paymentsFor(amount: number, period: { readonly from: string; readonly to: string }): Payment[] {
  const payments: Payment[] = [];
  const first = monthOf(period.from);
  const last = Math.min(monthOf(period.to), first + mostMonths - 1);
  for (let month = first; month <= last; ) {
    const next = Math.min(last + 1, month - (month % 3) + 3);
    const quarter = (Math.floor((month % 12) / 3) + 1) as Payment['quarter'];
    payments.push({ number: payments.length + 1, year: Math.floor(month / 12), quarter, sum: amount * (next - month) });
    month = next;
  }
  return payments;
}
