import { plusDays } from '@/format/dates'

/** The values of the archive that have names on the screen. */
export const GRADES = ['A', 'B', 'C'] as const
export const SOURCES = ['card', 'fair', 'advert', 'referral', 'web', 'visit', 'other'] as const
export const CHANNELS = ['phone', 'email', 'im', 'visit', 'other'] as const

/** The days of planned contacts that people ask for, as filters of the list; the week ends on Sunday. */
export function spans(today: string): Record<'today' | 'overdue' | 'week', Record<string, string>> {
  const sunday = plusDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7)
  return { today: { due_from: today, due_by: today }, overdue: { due_by: plusDays(today, -1) }, week: { due_from: today, due_by: sunday } }
}
