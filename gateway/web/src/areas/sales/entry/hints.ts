/** What one wants to know at a line: the price to propose, the last deals, the free stock. Asked once per product. */
import { shallowReactive } from 'vue'
import { answered, api } from '@/api/client'
import type { Answer } from '@/api/types'
import { compare } from '@/format/amounts'
import type { EntryLine, OrderForm } from './order'

export type Hint = Answer<'/api/v1/sales/price-hints'>

export function useHints(form: () => OrderForm) {
  const known = shallowReactive(new Map<string, Hint>())
  const keyOf = (line: EntryLine) => `${form().customer?.id}/${line.product?.id}`

  /** Fills the price that is proposed, unless somebody has typed one. Without an answer the service proposes at saving. */
  async function propose(line: EntryLine): Promise<void> {
    const [customer, product] = [form().customer, line.product]
    if (!customer || !product) return
    const key = keyOf(line)
    if (!known.has(key)) {
      const query = { customer_id: customer.id, product_id: product.id }
      const hint = await answered(api.GET('/api/v1/sales/price-hints', { params: { query } })).catch(() => null)
      if (!hint) return
      known.set(key, hint)
    }
    // Meanwhile the line may be another one.
    const hint = keyOf(line) === key ? known.get(key) : null
    if (!hint || (line.price && !line.proposed)) return
    line.price = hint.suggested_price
    line.proposed = true
  }

  const hintFor = (line: EntryLine | undefined) => (line?.product ? known.get(keyOf(line)) : undefined)

  function warningFor(line: EntryLine): 'below_floor' | 'short' | null {
    const hint = hintFor(line)
    if (!hint) return null
    if (hint.floor_price && line.price && compare(line.price, hint.floor_price) < 0) return 'below_floor'
    return line.quantity && compare(line.quantity, hint.available) > 0 ? 'short' : null
  }

  return { propose, hintFor, warningFor }
}
