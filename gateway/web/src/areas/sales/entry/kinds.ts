/** What differs between entering an order and entering a quote: where it goes, and what binds it. */
import { answered, api } from '@/api/client'
import type { Answer, Body } from '@/api/types'
import { typedDate } from '@/format/dates'
import { linesBody, orderBody, type OrderForm } from './order'

export type KindName = 'order' | 'quote'
export type Saved = Pick<Answer<'/api/v1/sales/orders/{order_id}'>, 'id' | 'number' | 'total'>
type Header = { 'Idempotency-Key': string }

interface Kind {
  /** Where it is sent, and the pages below which it lies. */
  path: string
  page: string
  /** The right to bind it in the same step: to confirm, or to issue. */
  bind: string
  body: (form: OrderForm, bind: boolean) => unknown
  enter: (form: OrderForm, bind: boolean, header: Header) => Promise<Saved>
  /** The draft `form.edits` as it is to be. */
  edit: (form: OrderForm, header: Header) => Promise<Saved>
  load: (id: string) => Promise<Draft>
}
export type Draft = Omit<Answer<'/api/v1/sales/orders/{order_id}'>, 'lines'> & Partial<Pick<Answer<'/api/v1/sales/quotes/{quote_id}'>, 'contact' | 'valid_until'>> & { lines: Answer<'/api/v1/sales/quotes/{quote_id}'>['lines'] }

function quoteBody(form: OrderForm, issue: boolean): Body<'/api/v1/sales/quotes', 'post'> {
  return {
    id: form.id,
    customer_id: form.customer?.id as string,
    contact: form.contact,
    valid_until: typedDate(form.validUntil) ?? (form.validUntil || null),
    note: form.note,
    issue,
    lines: linesBody(form),
  }
}

/** Without what only a new document takes. */
function edited<B extends { id?: string }, K extends keyof B>(body: B, form: OrderForm, ...without: K[]): Omit<B, 'id' | K> & { expected_version: number } {
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'id' && !without.includes(name as K)))
  return { ...(rest as Omit<B, 'id' | K>), expected_version: form.edits!.version }
}

export const KINDS: Record<KindName, Kind> = {
  order: {
    path: '/api/v1/sales/orders',
    page: '/sales/orders',
    bind: 'sales.order.confirm',
    body: orderBody,
    enter: (form, bind, header) => answered(api.POST('/api/v1/sales/orders', { params: { header }, body: orderBody(form, bind) })),
    edit: (form, header) => answered(api.PUT('/api/v1/sales/orders/{order_id}', { params: { path: { order_id: form.edits!.id }, header }, body: edited(orderBody(form, false), form, 'confirm', 'reason') })),
    load: async (id) => (await answered(api.GET('/api/v1/sales/orders/{order_id}', { params: { path: { order_id: id } } }))) as unknown as Draft,
  },
  quote: {
    path: '/api/v1/sales/quotes',
    page: '/sales/quotes',
    bind: 'sales.quote.issue',
    body: quoteBody,
    enter: (form, bind, header) => answered(api.POST('/api/v1/sales/quotes', { params: { header }, body: quoteBody(form, bind) })),
    edit: (form, header) => answered(api.PUT('/api/v1/sales/quotes/{quote_id}', { params: { path: { quote_id: form.edits!.id }, header }, body: edited(quoteBody(form, false), form, 'issue') })),
    load: async (id) => (await answered(api.GET('/api/v1/sales/quotes/{quote_id}', { params: { path: { quote_id: id } } }))) as unknown as Draft,
  },
}
