/** What one wants to know at a line: the price to propose, the last purchases, the stock, what is coming. */
import { shallowReactive } from 'vue'
import type { Answer } from '@/api/types'
import { eachOf } from '../names'
import type { PurchaseForm, PurchaseLine } from './purchase'

export type Hint = Answer<'/api/v1/purchasing/price-hints'>

export function useHints(form: () => PurchaseForm) {
  const known = shallowReactive(new Map<string, Hint>())

  function addressOf(line: PurchaseLine): string {
    const supplier = form().supplier
    const query = { product_id: line.product!.id, ...(supplier ? { supplier_id: supplier.id } : {}) }
    return `/api/v1/purchasing/price-hints?${new URLSearchParams(query)}`
  }
  const hintFor = (line: PurchaseLine | undefined) => (line?.product ? known.get(addressOf(line)) : undefined)

  /** Fills the price that is proposed, unless somebody has typed one. */
  async function propose(lines: readonly PurchaseLine[]): Promise<void> {
    const asked = lines.filter((line) => line.product)
    const fresh = [...new Set(asked.map(addressOf))].filter((address) => !known.has(address))
    const found = await eachOf<Hint>(fresh).catch(() => new Map<string, Hint>())
    found.forEach((hint, address) => known.set(address, hint))
    for (const line of asked) {
      const price = hintFor(line)?.unit_price
      if (!price || (line.price && !line.proposed)) continue
      line.price = price
      line.proposed = true
    }
  }

  return { propose, hintFor }
}
