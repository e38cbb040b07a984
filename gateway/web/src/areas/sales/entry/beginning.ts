/** What the entry begins with: what waits to be mended, the draft to change, what was not saved, or a chosen customer. */
import { answered, api } from '@/api/client'
import { readDraft } from '@/store/drafts'
import { takeBack } from '@/store/outbox'
import { products, syncProducts } from '@/store/products'
import { KINDS, type KindName } from './kinds'
import { formOf, newForm, type OrderForm } from './order'

export interface Asked {
  waiting?: unknown
  edit?: unknown
  customer?: unknown
}

export interface Beginning {
  form: OrderForm
  /** When the kept content was typed; null: nothing was kept. */
  restored: string | null
}

export async function beginning(kind: KindName, asked: Asked, draftName: string): Promise<Beginning> {
  const waiting = typeof asked.waiting === 'string' ? await takeBack(asked.waiting) : undefined
  if (waiting?.form) return { form: waiting.form as OrderForm, restored: null }
  const kept = await readDraft<OrderForm>(draftName).catch(() => undefined)
  const fresh = await freshForm(kind, asked)
  const sameDraft = kept && kept.content.edits?.version === fresh.edits?.version
  const sameCustomer = !fresh.customer || fresh.customer.id === kept?.content.customer?.id
  return sameDraft && sameCustomer ? { form: kept.content, restored: kept.at } : { form: fresh, restored: null }
}

async function freshForm(kind: KindName, asked: Asked): Promise<OrderForm> {
  if (typeof asked.edit === 'string') {
    const [draft] = await Promise.all([KINDS[kind].load(asked.edit), syncProducts().catch(() => undefined)])
    return formOf(draft, (id) => products.value.find((each) => each.id === id))
  }
  const form = newForm()
  if (typeof asked.customer !== 'string') return form
  const found = await answered(api.GET('/api/v1/sales/customers/{customer_id}', { params: { path: { customer_id: asked.customer } } })).catch(() => null)
  if (found) form.customer = { id: found.id, code: found.code, name: found.name }
  return form
}
