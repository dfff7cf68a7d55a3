/** 9m and 0.009 are the same, though not to the last digit of a number here. */
const ROUNDING = 1e-12;
const UNITS: Readonly<Record<string, number>> = { n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };

/** A quantity as a number; its form is known to be right. */
export function numberOf(quantity: string | number): number {
  if (typeof quantity === 'number') return quantity;
  const [, number = '', unit = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(quantity) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}

export const isMore = (a: string | number, b: string | number): boolean => numberOf(a) > numberOf(b) * (1 + ROUNDING);
export const isSame = (a: string | number, b: string | number): boolean => !isMore(a, b) && !isMore(b, a);
