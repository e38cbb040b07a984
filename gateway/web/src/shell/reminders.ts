/** What is due for this person, from the lists of the sales and of the purchasing side. */
import { batch } from '@/api/batch'
import type { Answer, Row } from '@/api/types'

export type Reminder = Row<'/api/v1/notification/reminders'>
type Counts = Answer<'/api/v1/notification/reminders/counts'>

const SIDES = { reminders: 'notification.reminder.read', 'purchasing-reminders': 'notification.purchasing_reminder.read' }
const URGENT = ['overdue', 'today']

export function mayBeReminded(may: (scope: string) => boolean): boolean {
  return Object.values(SIDES).some(may)
}

function sidesFor(may: (scope: string) => boolean): string[] {
  return Object.entries(SIDES)
    .filter(([, scope]) => may(scope))
    .map(([side]) => side)
}

/** How many are due today or overdue. */
export async function countUrgent(may: (scope: string) => boolean): Promise<number> {
  const sides = sidesFor(may)
  const parts = await batch<Record<string, Counts>>(
    Object.fromEntries(sides.map((side) => [side, `/api/v1/notification/${side}/counts`])),
  )
  const rows = sides.flatMap((side) => parts[side].data?.rows ?? [])
  return rows.filter((row) => URGENT.includes(row.stage)).reduce((total, row) => total + row.count, 0)
}

/** The first of today and the first that are overdue. */
export async function urgent(may: (scope: string) => boolean): Promise<Reminder[]> {
  const asked = sidesFor(may).flatMap((side) =>
    ['today', 'overdue'].map((stage) => [`${side}.${stage}`, `/api/v1/notification/${side}?limit=8&stage=${stage}`]),
  )
  const parts = await batch<Record<string, { items: Reminder[] }>>(Object.fromEntries(asked))
  return Object.values(parts).flatMap((part) => part.data?.items ?? [])
}

/** The page behind a reminder. */
export function pageOf(reminder: Reminder): string | null {
  const id = reminder.source_id
  const pages: Record<string, string> = {
    customer: `/crm/customers/${id}`,
    order: `/sales/orders/${id}`,
    receivable: `/finance/receivables/${id}`,
    payable: `/finance/payables/${id}`,
    purchase_order: `/purchasing/orders/${id}`,
    task: `/office/tasks/${id}`,
    stock_level: `/purchasing/products/${reminder.party_id}`,
  }
  return pages[reminder.source_kind] ?? (reminder.party_id ? `/crm/customers/${reminder.party_id}` : null)
}
