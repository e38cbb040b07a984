/** The page of the document behind an entry of the books. */
type May = (scope: string) => boolean

const PAGES: Record<string, { path: string; scope: string }> = {
  delivery: { path: '/sales/deliveries', scope: 'sales.delivery.read' },
  goods_receipt: { path: '/purchasing/receipts', scope: 'purchasing.receipt.read' },
  receivable: { path: '/finance/receivables', scope: 'finance.receivable.read' },
  payable: { path: '/finance/payables', scope: 'finance.payable.read' },
  receipt: { path: '/finance/receipts', scope: 'finance.receipt.read' },
  payment: { path: '/finance/payments', scope: 'finance.payment.read' },
  expense: { path: '/finance/expenses', scope: 'finance.expense.read' },
}

/** Where a document is shown; null where nothing shows it to this person. */
export function sourcePage(kind: string, id: string, may: May): string | null {
  const page = PAGES[kind]
  return page && may(page.scope) ? `${page.path}/${id}` : null
}

export interface Entry {
  kind: string
  source_id: string
  lines: readonly { account: string }[]
}

const RECEIVABLES = '1122'

/** What the journal calls the steps of a document, as the kind of the document. */
export function kindOf(entry: Entry): string {
  const ours = entry.lines.some((line) => line.account === RECEIVABLES)
  switch (entry.kind) {
    case 'delivery_opened':
      return 'receivable'
    case 'goods_receipt_opened':
      return 'payable'
    case 'opening_opened':
    case 'opening_corrected':
      return ours ? 'receivable' : 'payable'
    case 'allocation':
    case 'allocation_released':
      return ours ? 'receipt' : 'payment'
    case 'stock_issued':
      return 'delivery'
    default:
      return entry.kind.replace(/_(posted|voided)$/, '')
  }
}
