/** The document to print, as this person may see it, with the name of the company that stands above it. */
import { answered, api } from '@/api/client'
import type { Kind, Paper, Printable } from './papers'

export interface Loaded {
  document: Printable
  company: string
}

export async function loadPrintable(kind: Kind, id: string): Promise<Loaded> {
  const [document, company] = await Promise.all([readDocument(kind, id), companyName()])
  return { document, company }
}

function readDocument(kind: Kind, id: string): Promise<Printable> {
  if (kind === 'quotes') return answered(api.GET('/api/v1/sales/quotes/{quote_id}', { params: { path: { quote_id: id } } }))
  if (kind === 'orders') return answered(api.GET('/api/v1/sales/orders/{order_id}', { params: { path: { order_id: id } } }))
  return answered(api.GET('/api/v1/sales/deliveries/{delivery_id}', { params: { path: { delivery_id: id } } }))
}

/** The root of the org tree; without the right to see it the paper has no letterhead. */
async function companyName(): Promise<string> {
  const units = await answered(api.GET('/api/v1/gateway/units', { params: { query: { limit: 200 } } })).catch(() => null)
  return units?.items.find((unit) => unit.parent_id === null)?.name ?? ''
}

/** The audit trail knows of every print. */
export function notePrint(kind: Kind, id: string, paper: Paper) {
  const body = { paper }
  if (kind === 'quotes') return answered(api.POST('/api/v1/sales/quotes/{quote_id}/prints', { params: { path: { quote_id: id } }, body }))
  if (kind === 'orders') return answered(api.POST('/api/v1/sales/orders/{order_id}/prints', { params: { path: { order_id: id } }, body }))
  return answered(api.POST('/api/v1/sales/deliveries/{delivery_id}/prints', { params: { path: { delivery_id: id } }, body }))
}
