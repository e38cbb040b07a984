/** Lines that count or move what lies in a warehouse. */
import { answered, api } from '@/api/client'
import type { Row } from '@/api/types'
import { compare, difference, typedAmount } from '@/format/amounts'
import { newId } from '@/store/ids'
import { eachOf } from '../names'
import type { Product } from './products'

type Level = Row<'/api/v1/purchasing/stock'>

export interface StockLine {
  id: string
  product: Product | null
  unknown: string
  /** What was counted, or what is to move. */
  typed: string
  /** What the books say; null until they have been asked. */
  level: { on_hand: string; available: string } | null
}

const NOTHING = { on_hand: '0', available: '0' }
const MOST = 200

export function newLine(content: Partial<StockLine> = {}): StockLine {
  return { id: newId(), product: null, unknown: '', typed: '', level: null, ...content }
}

export const isEmpty = (line: StockLine) => !line.product && !line.unknown && !line.typed

/** What was counted less what the books say; null while either is not known. */
export function differenceOf(line: StockLine): string | null {
  const counted = typedAmount(line.typed)
  return line.level && /^\d+(\.\d+)?$/.test(counted) ? difference(counted, line.level.on_hand) : null
}

/** Lines that are sent: of a count those that differ (or cannot be read), of a transfer all that are not empty. */
export function sentRows(lines: readonly StockLine[], counting: boolean): number[] {
  const same = (line: StockLine) => line.product !== null && (!line.typed || compare(differenceOf(line) ?? '1', '0') === 0)
  return lines.flatMap((line, row) => (isEmpty(line) || (counting && same(line)) ? [] : [row]))
}

/** Asks the books what lies in the warehouse of the products of these lines. */
export async function lookUp(lines: readonly StockLine[], warehouseId: string): Promise<void> {
  const asked = lines.filter((line) => line.product)
  const address = (line: StockLine) => `/api/v1/purchasing/stock?${new URLSearchParams({ product_id: line.product!.id, warehouse_id: warehouseId, limit: '1' })}`
  const found = await eachOf<{ items: Level[] }>(asked.map(address))
  for (const line of asked) line.level = found.get(address(line))?.items[0] ?? NOTHING
}

/** A line for everything that the warehouse has ever held, to be counted. */
export async function allOf(warehouseId: string): Promise<StockLine[]> {
  const query = { warehouse_id: warehouseId, limit: MOST }
  const { items } = await answered(api.GET('/api/v1/purchasing/stock', { params: { query } }))
  return items.map((level) => {
    const { name, model, spec, unit } = level.product
    return newLine({ product: { id: level.product_id, code: level.product_code, name, model, spec, unit }, level })
  })
}
