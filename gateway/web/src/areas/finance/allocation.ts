/** Which documents an amount settles: the oldest first as a proposal, any split by hand, the rest an advance (F47, X16). */
import { compare, decimal, difference, sum } from '@/format/amounts'

export interface Settled {
  id: string
  open_amount: string
}

/** What is typed beside each document; empty: nothing. */
export type Split = Record<string, string>

/** The amount over the documents in their order, as far as it reaches. */
export function oldestFirst(amount: string, items: readonly Settled[]): Split {
  const split: Split = {}
  let left = decimal(amount) ? amount : '0'
  for (const item of items) {
    if (compare(left, '0') <= 0) break
    const part = compare(left, item.open_amount) < 0 ? left : item.open_amount
    if (compare(part, '0') > 0) split[item.id] = part
    left = difference(left, part)
  }
  return split
}

/** What would stay an advance; negative: more is settled than there is. */
export function leftOf(amount: string, split: Split): string {
  return difference(amount, sum(Object.values(split)))
}

export type Fault = 'no_amount' | 'too_much'

/** What is wrong with the amount typed beside a document. */
export function faultOf(item: Settled, typed: string | undefined): Fault | null {
  if (!typed) return null
  const found = decimal(typed)
  if (!found || found.units < 0n || found.places > 2) return 'no_amount'
  return compare(typed, item.open_amount) > 0 ? 'too_much' : null
}

/** The rows of a request. */
export function chosenOf(split: Split): { id: string; amount: string }[] {
  return Object.entries(split)
    .filter(([, amount]) => decimal(amount) && compare(amount, '0') > 0)
    .map(([id, amount]) => ({ id, amount }))
}
