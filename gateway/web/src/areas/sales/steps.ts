/** An order with what followed from it: the quote it came from, deliveries, and what was billed for them. */
import { batch } from '@/api/batch'
import { answered, api } from '@/api/client'
import type { Answer, Row } from '@/api/types'
import type { Progress } from './following'

export type Order = Answer<'/api/v1/sales/orders/{order_id}'>
export type Delivery = Row<'/api/v1/sales/deliveries'>
export type Receivable = Row<'/api/v1/finance/receivables'>

export interface SeenOrder {
  order: Order
  quote?: { id: string; number: string | null }
  deliveries: Delivery[]
  /** By number: a receivable is called as the delivery that it bills. */
  bills: Record<string, Receivable>
}

/** As many as one batch asks for; further bills are seen on their deliveries. */
const MOST_BILLS = 20

export async function loadOrder(id: string, may: (scope: string) => boolean): Promise<SeenOrder> {
  const order = await answered(api.GET('/api/v1/sales/orders/{order_id}', { params: { path: { order_id: id } } }))
  const papers = await batch<{ deliveries?: { items: Delivery[] }; quote?: { id: string; number: string | null } }>({
    ...(may('sales.delivery.read') && order.state !== 'draft' ? { deliveries: `/api/v1/sales/deliveries?order_id=${id}&limit=200` } : {}),
    ...(order.quote_id && may('sales.quote.read') ? { quote: `/api/v1/sales/quotes/${order.quote_id}` } : {}),
  })
  const deliveries = papers.deliveries?.data?.items ?? []
  const shipped = deliveries.filter((each) => each.state === 'shipped').map((each) => each.number!).slice(0, MOST_BILLS)
  const found = may('finance.receivable.read')
    ? await batch<Record<string, { items: Receivable[] }>>(Object.fromEntries(shipped.map((number) => [number, `/api/v1/finance/receivables?number=${number}`])))
    : {}
  const bills = Object.fromEntries(Object.entries(found).flatMap(([number, part]) => (part.data?.items[0] ? [[number, part.data.items[0]]] : [])))
  return { order, quote: papers.quote?.data, deliveries, bills }
}

/** Whether somebody else is at work on it: the warehouse with stock or goods, finance with a bill. */
export function progressOf({ order, deliveries, bills }: SeenOrder, seesBills: boolean): Progress {
  const unbilled = seesBills && deliveries.filter((each) => each.state === 'shipped').length > Object.keys(bills).length && deliveries.length <= MOST_BILLS
  if (deliveries.some((each) => each.state === 'requested') || unbilled) return 'moving'
  if (order.state !== 'confirmed') return 'settled'
  if (order.stock_state === 'pending' && order.delivery_state !== 'full') return 'moving'
  return order.delivery_state === 'full' ? 'settled' : 'open'
}
