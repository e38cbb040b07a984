/** A purchase order while it is typed: lines, totals, what a paste from Excel means, and the body that is sent. Pure. */
import type { Answer, Body } from '@/api/types'
import { decimal, lineAmount, sum, typedAmount } from '@/format/amounts'
import { typedDate } from '@/format/dates'
import { newId } from '@/store/ids'
import type { Named } from '../names'
import type { Product } from './products'

export interface PurchaseLine {
  id: string
  product: Product | null
  /** What was pasted or typed for a product that is not known. */
  unknown: string
  quantity: string
  price: string
  /** Whether the price was proposed, and so may be replaced by a better proposal. */
  proposed: boolean
}

export interface PurchaseForm {
  id: string
  /** Of the draft that is being changed. */
  version: number | null
  supplier: Named | null
  expectedOn: string
  warehouseId: string | null
  note: string
  lines: PurchaseLine[]
}

export type Order = Answer<'/api/v1/purchasing/purchase-orders/{purchase_order_id}'>
export type PurchaseBody = Body<'/api/v1/purchasing/purchase-orders', 'post'>

export function newLine(content: Partial<PurchaseLine> = {}): PurchaseLine {
  return { id: newId(), product: null, unknown: '', quantity: '', price: '', proposed: false, ...content }
}

export function newForm(): PurchaseForm {
  return { id: newId(), version: null, supplier: null, expectedOn: '', warehouseId: null, note: '', lines: [newLine()] }
}

/** A draft as the service keeps it, to be changed. */
export function formOf(order: Order): PurchaseForm {
  const lines = order.lines.map((line) => {
    const product = { id: line.product_id, code: line.product_code, name: line.product_name, model: '', spec: '', unit: line.unit }
    return newLine({ id: line.id, product, quantity: line.quantity, price: line.unit_price })
  })
  return {
    id: order.id,
    version: order.version,
    supplier: { id: order.supplier_id, code: '', name: order.supplier_name },
    expectedOn: order.expected_on ?? '',
    warehouseId: order.warehouse_id,
    note: order.note,
    lines: [...lines, newLine()],
  }
}

export function isEmpty(line: PurchaseLine): boolean {
  return !line.product && !line.unknown && !line.quantity && !(line.price && !line.proposed)
}

/** Whether there is anything that could be lost. */
export function worthKeeping(form: PurchaseForm): boolean {
  return form.supplier !== null || form.lines.some((line) => !isEmpty(line))
}

export function amountOf(line: PurchaseLine): string | null {
  return lineAmount(typedAmount(line.quantity), typedAmount(line.price))
}

export const totalOf = (lines: readonly PurchaseLine[]) => sum(lines.map(amountOf))

export function sentRows(lines: readonly PurchaseLine[]): number[] {
  return lines.flatMap((line, row) => (isEmpty(line) ? [] : [row]))
}

export function bodyOf(form: PurchaseForm, confirm: boolean): PurchaseBody {
  return {
    id: form.id,
    supplier_id: form.supplier?.id as string,
    warehouse_id: form.warehouseId,
    expected_on: typedDate(form.expectedOn) ?? (form.expectedOn || null),
    note: form.note,
    confirm,
    lines: sentRows(form.lines).map((row) => lineBody(form.lines[row])),
  }
}

function lineBody(line: PurchaseLine): PurchaseBody['lines'][number] {
  return { id: line.id, product_id: line.product?.id as string, quantity: typedAmount(line.quantity), unit_price: typedAmount(line.price) }
}

/** What is missing before it can be sent, by field, as the service would name it. */
export function missing(form: PurchaseForm): string[] {
  const fields = form.supplier ? [] : ['supplier_id']
  const rows = sentRows(form.lines)
  if (!rows.length) fields.push('lines')
  rows.forEach((row, place) => {
    const line = form.lines[row]
    if (!line.product) fields.push(`lines.${place}.product_id`)
    if (!typedAmount(line.quantity)) fields.push(`lines.${place}.quantity`)
    if (!typedAmount(line.price)) fields.push(`lines.${place}.unit_price`)
  })
  return fields
}

/** Lines from a block of cells whose first cell names the product: the next number is the quantity, then the price. */
export function pastedLines(cells: readonly (readonly string[])[], known: ReadonlyMap<string, Product>): PurchaseLine[] {
  return cells.flatMap(([named = '', ...others], place) => {
    const numbers = others.map(typedAmount).filter((cell) => decimal(cell))
    const product = known.get(named) ?? null
    // A heading names nothing and holds no numbers.
    if (!product && (!named || (place === 0 && !numbers.length))) return []
    const [quantity = '', price = ''] = numbers
    return [newLine({ product, unknown: product ? '' : named, quantity, price })]
  })
}
