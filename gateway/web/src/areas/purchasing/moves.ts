/** A line of the stock ledger, and the document it comes from. */
import type { Row } from '@/api/types'

export type Move = Row<'/api/v1/purchasing/stock/moves'>

const PAGES: Record<string, [scope: string, page: string]> = {
  goods_receipt: ['purchasing.receipt.read', '/purchasing/receipts'],
  purchase_return: ['purchasing.return.read', '/purchasing/returns'],
  delivery: ['sales.delivery.read', '/sales/deliveries'],
  sales_return: ['sales.return.read', '/sales/returns'],
}

/** The page of the document, for whom it is shown. */
export function sourceOf(move: Move, may: (scope: string) => boolean): string | null {
  const [scope, page] = PAGES[move.source_kind] ?? []
  return scope && may(scope) ? `${page}/${move.source_id}` : null
}
