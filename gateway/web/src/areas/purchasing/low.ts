/** What runs low, by the supplier it is ordered from. */
import type { Answer } from '@/api/types'
import { compare, difference } from '@/format/amounts'

export type LowRow = Answer<'/api/v1/purchasing/stock/low'>['rows'][number]

export interface LowGroup {
  supplierId: string | null
  rows: LowRow[]
}

/** In the order in which suppliers come first; what has no supplier stands last. */
export function bySupplier(rows: readonly LowRow[]): LowGroup[] {
  const groups = new Map<string | null, LowRow[]>()
  for (const row of rows) groups.set(row.supplier_id, [...(groups.get(row.supplier_id) ?? []), row])
  const all = [...groups].map(([supplierId, found]) => ({ supplierId, rows: found }))
  return all.sort((a, b) => Number(a.supplierId === null) - Number(b.supplierId === null))
}

/** What has still to be ordered: up to the safety stock, less what is coming; null when enough is coming. */
export function toOrder(row: Pick<LowRow, 'missing' | 'on_order'>): string | null {
  const wanted = difference(row.missing, row.on_order)
  return compare(wanted, '0') > 0 ? wanted : null
}
