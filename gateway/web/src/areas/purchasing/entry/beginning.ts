/** What a purchase order begins with: a draft to change, what runs low, a supplier or a product one came from. */
import type { LocationQuery } from 'vue-router'
import { answered, api } from '@/api/client'
import { toOrder } from '../low'
import { suppliersOf } from '../names'
import { productsOf } from './products'
import { formOf, newForm, newLine, type PurchaseForm } from './purchase'

/** In the address: the supplier whose low stock is ordered, or this for products without one. */
const NO_SUPPLIER = 'none'

export async function draftOf(id: string): Promise<PurchaseForm> {
  const params = { path: { purchase_order_id: id } }
  return formOf(await answered(api.GET('/api/v1/purchasing/purchase-orders/{purchase_order_id}', { params })))
}

/** Null when the address names nothing. */
export async function formFrom({ low, supplier, product }: LocationQuery): Promise<PurchaseForm | null> {
  if (typeof low === 'string') return fromLow(low === NO_SUPPLIER ? null : low)
  if (typeof supplier === 'string') return filled(supplier, [])
  if (typeof product !== 'string') return null
  const params = { path: { product_id: product } }
  const found = await answered(api.GET('/api/v1/purchasing/products/{product_id}', { params }))
  return filled(found.supplier_id, [[found.id, '']])
}

async function fromLow(supplierId: string | null): Promise<PurchaseForm> {
  const { rows } = await answered(api.GET('/api/v1/purchasing/stock/low', {}))
  const wanted = rows.filter((row) => row.supplier_id === supplierId && toOrder(row))
  return filled(supplierId, wanted.map((row) => [row.product_id, toOrder(row)!]))
}

async function filled(supplierId: string | null, wanted: readonly (readonly [productId: string, quantity: string])[]): Promise<PurchaseForm> {
  const [suppliers, products] = await Promise.all([suppliersOf([supplierId]), productsOf(wanted.map(([id]) => id))])
  const lines = wanted.map(([id, quantity]) => newLine({ product: products.get(id) ?? null, quantity }))
  const asOne = wanted.length === 1 && !wanted[0][1]
  return { ...newForm(), supplier: suppliers.get(supplierId ?? '') ?? null, lines: asOne ? lines : [...lines, newLine()] }
}
