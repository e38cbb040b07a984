/** Saving a purchase order: a new one in one step; a changed draft first changes, then is ordered. */
import { ref } from 'vue'
import { answered, api } from '@/api/client'
import { keeper } from '@/api/submitting'
import { bodyOf, missing, sentRows, type Order, type PurchaseBody, type PurchaseForm } from './purchase'
import { useSending } from './sending'

type Header = { 'Idempotency-Key': string }
const COLUMNS = { product: 'product_id', price: 'unit_price' }

export function useSaving(form: () => PurchaseForm) {
  const confirm = ref(false)
  const ordering = keeper()

  const sending = useSending<PurchaseBody, Order>({
    body: () => bodyOf(form(), confirm.value),
    rows: () => sentRows(form().lines),
    missing: () => missing(form()),
    columns: COLUMNS,
    send: (body, header) =>
      form().version === null ? answered(api.POST('/api/v1/purchasing/purchase-orders', { params: { header }, body })) : change(body, header),
  })

  async function change({ id, confirm: order, ...body }: PurchaseBody, header: Header): Promise<Order> {
    const path = { purchase_order_id: id! }
    const { warehouse_id, ...content } = body
    // A draft keeps its warehouse unless another one is named.
    const wanted = { ...content, ...(warehouse_id ? { warehouse_id } : {}), expected_version: form().version }
    const changed = await answered(api.PUT('/api/v1/purchasing/purchase-orders/{purchase_order_id}', { params: { path, header }, body: wanted }))
    if (!order) return changed
    const key = { 'Idempotency-Key': ordering.keyFor([id, changed.version]) }
    const params = { path, header: key }
    return answered(api.POST('/api/v1/purchasing/purchase-orders/{purchase_order_id}/confirm', { params, body: { expected_version: changed.version } }))
  }

  async function save(wanted: boolean): Promise<Order | undefined> {
    confirm.value = wanted
    return sending.save()
  }
  return { ...sending, save }
}
