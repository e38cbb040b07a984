/** Everything that happened with a customer, from every service that the person may ask, newest first (F19). */
import { batch } from '@/api/batch'
import type { Row } from '@/api/types'
import { money } from '@/format/amounts'

type ContactRecord = Row<'/api/v1/crm/contact-records'>

export interface Happening {
  kind: 'contact' | 'quote' | 'order' | 'delivery' | 'return' | 'receivable' | 'receipt' | 'transfer'
  at: string
  id: string
  title: string
  text: string
  amount?: string
  state?: string
  to?: string
  /** What it is when it is a contact record: people comment on those. */
  record?: ContactRecord
}

interface Source<R> {
  scope: string
  target: (id: string) => string
  happening: (row: R) => Happening
}

const LIMIT = 30
const source = <R>(made: Source<R>) => made as Source<unknown>

interface Document {
  id: string
  number: string | null
  state: string
  total: string
  created_at: string
  ordered_on?: string
  quoted_on?: string
  returned_on?: string | null
  shipped_on?: string | null
}

function documents(kind: 'quote' | 'order' | 'delivery' | 'return', path: string, scope: string) {
  return source<Document>({
    scope,
    target: (id) => `/api/v1/sales/${path}?customer_id=${id}&limit=${LIMIT}`,
    happening: (row) => ({
      kind,
      // The day that people speak of; papers of before were entered later.
      at: row.ordered_on ?? row.quoted_on ?? row.returned_on ?? row.shipped_on ?? row.created_at,
      id: row.id,
      title: row.number ?? '',
      text: '',
      amount: money(row.total),
      state: row.state,
      to: `/sales/${path}/${row.id}`,
    }),
  })
}

const SOURCES: Record<string, Source<unknown>> = {
  contacts: source<ContactRecord>({
    scope: 'crm.record.read',
    target: (id) => `/api/v1/crm/contact-records?customer_id=${id}&limit=${LIMIT}`,
    happening: (row) => ({
      kind: 'contact',
      at: row.contacted_at,
      id: row.id,
      title: [row.performer_name, row.contact_name].filter(Boolean).join(' → '),
      text: [row.content, row.result].filter(Boolean).join(' · '),
      state: row.channel,
      record: row,
    }),
  }),
  quotes: documents('quote', 'quotes', 'sales.quote.read'),
  orders: documents('order', 'orders', 'sales.order.read'),
  deliveries: documents('delivery', 'deliveries', 'sales.delivery.read'),
  returns: documents('return', 'returns', 'sales.return.read'),
  receipts: source<Row<'/api/v1/finance/receipts'>>({
    scope: 'finance.receipt.read',
    target: (id) => `/api/v1/finance/receipts?customer_id=${id}&limit=${LIMIT}`,
    happening: (row) => ({
      kind: 'receipt',
      at: row.received_on,
      id: row.id,
      title: row.number ?? '',
      text: '',
      amount: money(row.amount),
      state: row.state,
      to: `/finance/receipts/${row.id}`,
    }),
  }),
  transfers: source<Row<'/api/v1/crm/transfers'>>({
    scope: 'crm.customer.read',
    target: (id) => `/api/v1/crm/transfers?customer_id=${id}&limit=${LIMIT}`,
    happening: (row) => ({
      kind: 'transfer',
      at: row.transferred_at,
      id: row.id,
      title: row.reason,
      text: '',
    }),
  }),
}

export async function timelineOf(customerId: string, may: (scope: string) => boolean): Promise<Happening[]> {
  const asked = Object.entries(SOURCES).filter(([, each]) => may(each.scope))
  const targets = Object.fromEntries(asked.map(([name, each]) => [name, each.target(customerId)]))
  const parts = await batch<Record<string, { items: unknown[] }>>(targets)
  return asked
    .flatMap(([name, each]) => (parts[name].data?.items ?? []).map(each.happening))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}
