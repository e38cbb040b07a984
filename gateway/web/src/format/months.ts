/** Months of the company's calendar, and how one compares with another. */
import { decimal, fixed } from './amounts'
import { plusDays } from './dates'

/** From a day to a day, both inclusive. */
export interface Period {
  from: string
  to: string
}

export interface Month extends Period {
  key: string
}

/** The month of a day (or a month such as `2026-11`), with its first and its last day. */
export function monthOf(day: string): Month {
  const key = day.slice(0, 7)
  return { key, from: `${key}-01`, to: plusDays(`${monthsEarlier(day, -1).slice(0, 7)}-01`, -1) }
}

/** The first day of the month so many months before that of a day. */
export function monthsEarlier(day: string, count: number): string {
  const [year, month] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - count, 1)).toISOString().slice(0, 10)
}

/** What of a period lies within another, whose ends may be open. */
export function clipped({ from, to }: Period, within: Partial<Period>): Period {
  return { from: within.from && within.from > from ? within.from : from, to: within.to && within.to < to ? within.to : to }
}

/** By how much something is more (`+12%`) or less (`−3%`) than before; null where nothing was before. */
export function share(now: string | undefined, before: string | undefined): string | null {
  const [a, b] = [decimal(now ?? '0'), decimal(before ?? '0')]
  if (!a || !b || b.units <= 0n) return null
  const places = Math.max(a.places, b.places)
  const [x, y] = [a, b].map((each) => BigInt(fixed(each, places).replace('.', '')))
  const per = ((x - y) * 1000n) / y
  return `${per < 0n ? '−' : '+'}${fixed({ units: per < 0n ? -per : per, places: 1 }, 0)}%`
}
