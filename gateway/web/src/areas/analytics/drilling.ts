/** Drilling into results: what is looked at, and where a row leads (F32, F33). The address holds all of it. */
import { clipped, monthOf } from '@/format/months'

export const DIMENSIONS = ['month', 'customer', 'product', 'category', 'performer', 'team', 'area', 'year'] as const
export const MEASURES = ['ordered', 'shipped', 'returned', 'orders', 'pieces'] as const
export type Dimension = (typeof DIMENSIONS)[number]
export type Measure = (typeof MEASURES)[number]
export type Query = Record<string, string | undefined>

/** The filter that holds one value of a dimension, and by what one looks on. */
const NARROWED: Partial<Record<Dimension, { filter: string; next: Dimension }>> = {
  performer: { filter: 'performer_id', next: 'customer' },
  customer: { filter: 'customer_id', next: 'product' },
  product: { filter: 'product_id', next: 'customer' },
  category: { filter: 'category', next: 'product' },
}

export const FILTERS = Object.values(NARROWED).map(({ filter }) => filter)

/** The dimension that a filter holds one value of. */
export function dimensionOf(filter: string): Dimension {
  return DIMENSIONS.find((each) => NARROWED[each]?.filter === filter)!
}

/** The query that shows what a row is made of; null where no filter can say it. */
export function into(query: Query, by: Dimension, key: string): Query | null {
  if (by === 'month') return { ...query, by: 'customer', ...clipped(monthOf(key), query) }
  if (by === 'year') return { ...query, by: 'month', ...clipped({ from: `${key}-01-01`, to: `${key}-12-31` }, query) }
  const narrowed = NARROWED[by]
  if (!narrowed || !key) return null
  const next = query[NARROWED[narrowed.next]?.filter ?? ''] ? 'month' : narrowed.next
  return { ...query, by: next, [narrowed.filter]: key }
}

/** The orders that a row counts; null where the list of orders cannot say it. */
export function ordersOf(query: Query, by: Dimension, key: string): Query | null {
  const all = { by, ...query, ...(into(query, by, key) ?? { team: key }) } as Query
  if (all.product_id || all.category || by === 'team' || by === 'area') return null
  const { performer_id, customer_id, from, to } = all
  return Object.fromEntries(Object.entries({ counted: 'true', performer_id, customer_id, from, to }).filter(([, value]) => value))
}
