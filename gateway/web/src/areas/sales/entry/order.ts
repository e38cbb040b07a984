/** An order while it is typed: lines, totals, what a paste from Excel means, and the body that is sent. Pure. */
import type { PickedCustomer } from '@/components/CustomerPick.vue'
import { decimal, fixed, lineAmount, sum, typedAmount } from '@/format/amounts'
import { typedDate } from '@/format/dates'
import { newId } from '@/store/ids'
import type { IndexedProduct } from '@/store/products'
import type { Body } from '@/api/types'
import type { Draft } from './kinds'

export interface EntryLine {
  id: string
  product: IndexedProduct | null
  /** What was pasted or typed for a product that is not known. */
  unknown: string
  quantity: string
  /** Empty: the service takes the suggested price. */
  price: string
  /** Whether the price was proposed, and so may be replaced by a better proposal. */
  proposed: boolean
  /** Per cent off. */
  discount: string
  note: string
}

export interface OrderForm {
  id: string
  key: string
  customer: PickedCustomer | null
  deliverOn: string
  warehouseId: string | null
  paymentTerms: string
  note: string
  reason: string
  /** Of quotes. */
  contact: string
  validUntil: string
  /** The draft that is being changed, as somebody last saw it; null: it is a new one. */
  edits: { id: string; version: number } | null
  lines: EntryLine[]
}

export type OrderBody = Body<'/api/v1/sales/orders', 'post'>

export function newLine(): EntryLine {
  return { id: newId(), product: null, unknown: '', quantity: '', price: '', proposed: false, discount: '', note: '' }
}

export function newForm(): OrderForm {
  const nothing = { customer: null, deliverOn: '', warehouseId: null, paymentTerms: '', note: '', reason: '', contact: '', validUntil: '', edits: null }
  return { id: newId(), key: newId(), ...nothing, lines: [newLine()] }
}

export function isEmpty(line: EntryLine): boolean {
  return !line.product && !line.unknown && !line.quantity && !(line.price && !line.proposed) && !line.note
}

/** Whether there is anything that could be lost. */
export function worthKeeping(form: OrderForm): boolean {
  return form.customer !== null || form.lines.some((line) => !isEmpty(line))
}

/** `5` and `5%` as the rate 0.05; null for what is no rate. */
export function rateOf(discount: string): string | null {
  const typed = decimal(typedAmount(discount.replace('%', '')) || '0')
  return typed && fixed({ units: typed.units, places: typed.places + 2 }, 4)
}

export function amountOf(line: EntryLine): string | null {
  return lineAmount(typedAmount(line.quantity), typedAmount(line.price), rateOf(line.discount) ?? '0')
}

export function totalOf(lines: readonly EntryLine[]): string {
  return sum(lines.map(amountOf))
}

/** The rows that are sent, as places in the grid: errors name the sent place, the grid shows its own. */
export function sentRows(lines: readonly EntryLine[]): number[] {
  return lines.flatMap((line, row) => (isEmpty(line) ? [] : [row]))
}

export function orderBody(form: OrderForm, confirm: boolean): OrderBody {
  return {
    id: form.id,
    customer_id: form.customer?.id as string,
    deliver_on: typedDate(form.deliverOn) ?? (form.deliverOn || null),
    warehouse_id: form.warehouseId,
    payment_terms: form.paymentTerms,
    note: form.note,
    confirm,
    reason: form.reason || null,
    lines: linesBody(form),
  }
}

export function linesBody(form: OrderForm): OrderBody['lines'] {
  return sentRows(form.lines).map((row) => lineBody(form.lines[row]))
}

/** A draft that was saved, as it is typed on. */
export function formOf(draft: Draft, find: (id: string) => IndexedProduct | undefined): OrderForm {
  return {
    ...newForm(),
    customer: { id: draft.customer_id, code: draft.customer_code, name: draft.customer_name },
    deliverOn: draft.deliver_on ?? '',
    warehouseId: draft.warehouse_id ?? null,
    paymentTerms: draft.payment_terms ?? '',
    note: draft.note,
    contact: draft.contact ?? '',
    validUntil: draft.valid_until ?? '',
    edits: { id: draft.id, version: draft.version },
    lines: [...draft.lines.map((line) => lineOf(line, find(line.product_id))), newLine()],
  }
}

function lineOf(line: Draft['lines'][number], known: IndexedProduct | undefined): EntryLine {
  const named = { id: line.product_id, code: line.product_code, name: line.product_name, unit: line.unit }
  const discount = decimal(line.discount)!
  return {
    ...newLine(),
    product: known ?? { ...named, model: '', spec: '', list_price: line.unit_price, spelling: '', active: true },
    quantity: line.quantity,
    price: line.unit_price,
    discount: discount.units ? trimmed(fixed({ units: discount.units * 100n, places: discount.places }, discount.places)) : '',
    note: line.note,
  }
}

const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

export function lineBody(line: EntryLine): OrderBody['lines'][number] {
  return {
    id: line.id,
    product_id: line.product?.id as string,
    quantity: typedAmount(line.quantity),
    unit_price: typedAmount(line.price) || null,
    discount: rateOf(line.discount) ?? line.discount,
    note: line.note,
  }
}

/** What is missing before it can be sent, by field, as the service would name it. */
export function missing(form: OrderForm): string[] {
  const fields = form.customer ? [] : ['customer_id']
  const rows = sentRows(form.lines)
  if (!rows.length) fields.push('lines')
  rows.forEach((row, place) => {
    if (!form.lines[row].product) fields.push(`lines.${place}.product_id`)
    if (!typedAmount(form.lines[row].quantity)) fields.push(`lines.${place}.quantity`)
  })
  return fields
}

/**
 * Lines from a block of cells: the first cell that names a product, then the first number is the quantity, the second
 * the price. A heading is left out; what is not known keeps its text, so that somebody can mend it.
 */
export function pastedLines(cells: readonly (readonly string[])[], find: (text: string) => IndexedProduct | null): EntryLine[] {
  return cells.flatMap((row, place) => {
    const named = row.map((cell) => (cell ? find(cell) : null))
    const at = named.findIndex(Boolean)
    const numbers = row.slice(Math.max(at, 0) + 1).map(typedAmount).filter((cell) => decimal(cell))
    if (at < 0 && (place === 0 || !row[0]) && !numbers.length) return []
    const line = newLine()
    line.product = named[at] ?? null
    line.unknown = at < 0 ? row[0] : ''
    ;[line.quantity = '', line.price = ''] = numbers
    return [line]
  })
}
