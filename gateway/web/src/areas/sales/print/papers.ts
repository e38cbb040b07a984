/** What stands on a printed document, whatever it is: its head, its lines by page, its foot. */
import type { Answer } from '@/api/types'
import { money, percent, price, quantity } from '@/format/amounts'

export type Paper = 'a4' | 'slip'
export type Kind = 'quotes' | 'orders' | 'deliveries'
/** Lines on a page: as many as fit under the head and above the foot of the paper. */
export const ROWS: Record<Paper, number> = { a4: 26, slip: 6 }

type Quote = Answer<'/api/v1/sales/quotes/{quote_id}'>
type Order = Answer<'/api/v1/sales/orders/{order_id}'>
type Delivery = Answer<'/api/v1/sales/deliveries/{delivery_id}'>
export type Printable = Quote | Order | Delivery

/** Columns that a document has, by the name of their word; a field that a role may not see is not there. */
type Cell = (line: Record<string, string>) => string
const CELLS: Record<string, Cell> = {
  code: (line) => line.product_code,
  product: (line) => line.product_name,
  quantity: (line) => quantity(line.quantity),
  unit: (line) => line.unit,
  price: (line) => price(line.unit_price),
  discount: (line) => (Number(line.discount) ? percent(line.discount) : ''),
  amount: (line) => money(line.amount),
  note: (line) => line.note ?? '',
}
const FIELDS: Record<string, string> = { price: 'unit_price', discount: 'discount', amount: 'amount', note: 'note' }
export const NUMBERS = new Set(['quantity', 'price', 'discount', 'amount'])

export function columnsOf(lines: readonly object[]): string[] {
  return Object.keys(CELLS).filter((name) => !FIELDS[name] || lines.some((line) => FIELDS[name] in line))
}

export function cellOf(line: object, column: string): string {
  return CELLS[column](line as Record<string, string>)
}

/** The lines page by page, and never no page: an empty one still has a head. */
export function pagesOf<L>(lines: readonly L[], rows: number): { from: number; lines: readonly L[] }[] {
  const count = Math.max(1, Math.ceil(lines.length / rows))
  return Array.from({ length: count }, (_, page) => ({ from: page * rows, lines: lines.slice(page * rows, (page + 1) * rows) }))
}
