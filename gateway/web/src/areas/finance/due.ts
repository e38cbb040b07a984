/**
 * Spans of due days, as the company's semantics fix them (F50–F52): today, tomorrow, the rest of this week (Monday to
 * Sunday); overdue in buckets. d = day − due day: d ≤ 0 is not due, then 1–30, 31–60, 61–90, 91–180, 181 and more.
 */
import { plusDays } from '@/format/dates'

export const BUCKETS = ['not_due', 'd1_30', 'd31_60', 'd61_90', 'd91_180', 'd181_more'] as const
export type Bucket = (typeof BUCKETS)[number]
export const SOON = ['today', 'tomorrow', 'this_week'] as const
export const LATE = BUCKETS.slice(1)
export type Span = Bucket | (typeof SOON)[number] | 'all' | 'overdue'

const DAYS: Record<Bucket, readonly [least: number | null, most: number | null]> = {
  not_due: [null, 0],
  d1_30: [1, 30],
  d31_60: [31, 60],
  d61_90: [61, 90],
  d91_180: [91, 180],
  d181_more: [181, null],
}

/** The filter of a list that shows exactly what is open and due in the span, seen on `day`. */
export function dueIn(span: Span, day: string): Record<string, string> {
  return { open: 'true', ...between(...daysOf(span, day)) }
}

/** The bucket in which something due on a day stands, seen on another. */
export function bucketOf(dueOn: string, day: string): Bucket {
  return BUCKETS.find((bucket) => {
    const [first, last] = daysOf(bucket, day)
    return (!first || dueOn >= first) && (!last || dueOn <= last)
  })!
}

function daysOf(span: Span, day: string): [first: string | null, last: string | null] {
  switch (span) {
    case 'all':
      return [null, null]
    case 'overdue':
      return [null, plusDays(day, -1)]
    case 'today':
      return [day, day]
    case 'tomorrow':
      return [plusDays(day, 1), plusDays(day, 1)]
    case 'this_week':
      return [day, sundayOf(day)]
    default: {
      const [least, most] = DAYS[span]
      return [most === null ? null : plusDays(day, -most), least === null ? null : plusDays(day, -least)]
    }
  }
}

function sundayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return plusDays(day, (7 - weekday) % 7)
}

function between(first: string | null, last: string | null): Record<string, string> {
  return { ...(first ? { due_from: first } : {}), ...(last ? { due_to: last } : {}) }
}
