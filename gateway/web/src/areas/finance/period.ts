/** A period in the address: from a day to a day, both inclusive. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { plusDays } from '@/format/dates'

export interface Period {
  from: string
  to: string
}

/** What the address says, or else the usual period; and changing the address. */
export function usePeriod(usual: () => Period) {
  const route = useRoute()
  const router = useRouter()
  const period = computed<Period>(() => {
    const { from, to } = usual()
    return { from: route.query.from?.toString() ?? from, to: route.query.to?.toString() ?? to }
  })
  const change = (changes: Record<string, string>) => router.replace({ query: { ...route.query, ...changes } })
  return { period, change }
}

/** The first day of the month some months ago. */
export function monthsBack(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`
}

/** The days of a month such as `2026-11` that lie within a period. */
export function within(month: string, period: Period): Period {
  const first = `${month}-01`
  const last = plusDays(monthsBack(first, -1), -1)
  return { from: first < period.from ? period.from : first, to: last > period.to ? period.to : last }
}
