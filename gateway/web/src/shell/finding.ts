/** What Ctrl+K finds. Each source is asked only of who may see it. */
import { batch } from '@/api/batch'
import { addressOf, allowed, areas } from '@/areas'
import { inLanguage } from '@/i18n'
import { date, time } from '@/format/dates'
import { router } from '@/router'

export interface Hit {
  kind: string
  title: string
  more: string
  to: string
}

type May = (scope: string) => boolean
type Found = Record<string, string | null>
interface Source {
  kind: string
  scope: string
  /** Not asked of who has this right: another source tells more. */
  unless?: string
  /** Whether what was typed may be meant for it; numbers of documents begin with two letters and a digit. */
  when: (typed: string) => boolean
  query: (typed: string) => string
  hit: (found: Found) => Omit<Hit, 'kind'>
}

const LIMIT = 6
const anything = () => true
const aNumber = (typed: string) => /^[a-z]{2}\d/i.test(typed)

function documents(kind: string, scope: string, path: string, page: string, parameter = 'number'): Source {
  return {
    kind,
    scope,
    when: aNumber,
    query: (typed) => `/api/v1/${path}?${parameter}=${encodeURIComponent(typed.toUpperCase())}`,
    hit: (found) => ({
      title: found.number ?? '',
      more: found.customer_name ?? found.supplier_name ?? date(time(found.created_at)),
      to: `/${page}/${found.id}`,
    }),
  }
}

const SOURCES: Source[] = [
  {
    kind: 'customer',
    scope: 'crm.customer.read',
    when: anything,
    query: (typed) => `/api/v1/crm/customers?q=${encodeURIComponent(typed)}`,
    hit: (found) => ({ title: found.name ?? '', more: found.code ?? '', to: `/crm/customers/${found.id}` }),
  },
  {
    kind: 'product',
    scope: 'purchasing.product.read',
    when: anything,
    query: (typed) => `/api/v1/purchasing/products?q=${encodeURIComponent(typed)}`,
    hit: (found) => ({ title: found.name ?? '', more: found.code ?? '', to: `/purchasing/products/${found.id}` }),
  },
  {
    kind: 'product',
    scope: 'sales.product.read',
    unless: 'purchasing.product.read',
    when: anything,
    query: (typed) => `/api/v1/sales/products?q=${encodeURIComponent(typed)}`,
    hit: (found) => ({ title: found.name ?? '', more: found.code ?? '', to: `/analytics/performance?by=customer&product_id=${found.id}` }),
  },
  {
    kind: 'supplier',
    scope: 'purchasing.supplier.read',
    when: anything,
    query: (typed) => `/api/v1/purchasing/suppliers?q=${encodeURIComponent(typed)}`,
    hit: (found) => ({ title: found.name ?? '', more: found.code ?? '', to: `/purchasing/suppliers/${found.id}` }),
  },
  documents('order', 'sales.order.read', 'sales/orders', 'sales/orders'),
  documents('quote', 'sales.quote.read', 'sales/quotes', 'sales/quotes'),
  documents('delivery', 'sales.delivery.read', 'sales/deliveries', 'sales/deliveries'),
  documents('purchase_order', 'purchasing.order.read', 'purchasing/purchase-orders', 'purchasing/orders', 'q'),
  documents('goods_receipt', 'purchasing.receipt.read', 'purchasing/goods-receipts', 'purchasing/receipts', 'q'),
  documents('receivable', 'finance.receivable.read', 'finance/receivables', 'finance/receivables'),
  documents('payable', 'finance.payable.read', 'finance/payables', 'finance/payables'),
  documents('receipt', 'finance.receipt.read', 'finance/receipts', 'finance/receipts', 'q'),
  documents('payment', 'finance.payment.read', 'finance/payments', 'finance/payments', 'q'),
]

export function findPages(typed: string, may: May): Hit[] {
  const wanted = typed.toLowerCase()
  return areas.flatMap((area) =>
    area.pages
      .filter((page) => page.menu && allowed(page, may) && page.title.some((text) => text.toLowerCase().includes(wanted)))
      .map((page) => ({ kind: 'page', title: inLanguage(page.title), more: inLanguage(area.title), to: addressOf(area, page) })),
  )
}

export async function findRecords(typed: string, may: May): Promise<Hit[]> {
  if (!typed) return []
  const asked = SOURCES.filter((source) => may(source.scope) && !(source.unless && may(source.unless)) && source.when(typed))
  const targets = Object.fromEntries(asked.map((source) => [source.kind, `${source.query(typed)}&limit=${LIMIT}`]))
  const parts = await batch<Record<string, { items: Found[] }>>(targets)
  return asked
    .flatMap((source) => (parts[source.kind].data?.items ?? []).map((found) => ({ kind: source.kind, ...source.hit(found) })))
    .filter((hit) => router.resolve(hit.to).name !== 'unknown')
}
