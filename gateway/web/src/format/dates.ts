/** Dates as 2026-11-23, times as 2026-11-23 14:05, both in the time zone of the company, wherever the browser stands. */
export const COMPANY_ZONE = 'Asia/Shanghai'

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: COMPANY_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant (or a local date, which stays what it is) as a date. */
export function date(text: string | null | undefined): string {
  return time(text).slice(0, 10)
}

export function time(text: string | null | undefined): string {
  if (!text) return ''
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? text : parts.format(instant)
}

/** Today's date in the company. */
export function today(now = new Date()): string {
  return parts.format(now).slice(0, 10)
}

/** A local date some days later. */
export function plusDays(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

/** Whole days from one local date to another; negative when the second lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** A date as people type it: `1123`, `11-23`, `11/23`, `20261123`, `+3`, `2026年11月23日`; null when it is none. */
export function typedDate(text: string, from = today()): string | null {
  const typed = text.normalize('NFKC').trim()
  if (/^[+]\d{1,3}$/.test(typed)) return plusDays(from, Number(typed.slice(1)))
  const digits = typed.replace(/[年月./]/g, '-').replace(/日$/, '')
  const found =
    /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(digits) ?? /^(\d{4})?(\d\d)(\d\d)$/.exec(digits)
  if (!found) return null
  const [, year = from.slice(0, 4), month, day] = found
  const wanted = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return plusDays(wanted, 0) === wanted ? wanted : null
}
