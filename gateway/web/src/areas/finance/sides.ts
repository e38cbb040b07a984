/**
 * Receivables and payables are the two sides of one set of rules; so are their pages. Both sides answer the same fields
 * apart from the name of the party, so the types of the customers' side serve for both.
 */
import { useRoute, type RouteLocationRaw } from 'vue-router'
import type { Answer, Body, Row } from '@/api/types'

export type OpenItem = Row<'/api/v1/finance/receivables'>
export type OpenItemDetail = Answer<'/api/v1/finance/receivables/{receivable_id}'>
export type MoneyDocument = Row<'/api/v1/finance/receipts'>
export type MoneyDetail = Answer<'/api/v1/finance/receipts/{receipt_id}'>
export type PostMoney = Body<'/api/v1/finance/receipts', 'post'>

export interface Side {
  name: 'customers' | 'suppliers'
  /** The lists of the service. */
  items: '/api/v1/finance/receivables'
  money: '/api/v1/finance/receipts'
  ageing: '/api/v1/finance/ageing'
  itemsOperation: string
  moneyOperation: string
  /** Pages of ours. */
  itemsPage: string
  moneyPage: string
  ageingPage: string
  partyKey: 'customer_id' | 'supplier_id'
  itemKey: 'receivable_id' | 'payable_id'
  paidKey: 'received' | 'paid'
  /** Functions. */
  mayReadItems: string
  mayReadMoney: string
  mayPost: string
  mayVoid: string
}

export const CUSTOMERS: Side = {
  name: 'customers',
  items: '/api/v1/finance/receivables',
  money: '/api/v1/finance/receipts',
  ageing: '/api/v1/finance/ageing',
  itemsOperation: 'list_receivables',
  moneyOperation: 'list_receipts',
  itemsPage: '/finance/receivables',
  moneyPage: '/finance/receipts',
  ageingPage: '/finance/ageing',
  partyKey: 'customer_id',
  itemKey: 'receivable_id',
  paidKey: 'received',
  mayReadItems: 'finance.receivable.read',
  mayReadMoney: 'finance.receipt.read',
  mayPost: 'finance.receipt.post',
  mayVoid: 'finance.receipt.void',
}

export const SUPPLIERS = {
  name: 'suppliers',
  items: '/api/v1/finance/payables',
  money: '/api/v1/finance/payments',
  ageing: '/api/v1/finance/payables/ageing',
  itemsOperation: 'list_payables',
  moneyOperation: 'list_payments',
  itemsPage: '/finance/payables',
  moneyPage: '/finance/payments',
  ageingPage: '/finance/payables-ageing',
  partyKey: 'supplier_id',
  itemKey: 'payable_id',
  paidKey: 'paid',
  mayReadItems: 'finance.payable.read',
  mayReadMoney: 'finance.payment.read',
  mayPost: 'finance.payment.post',
  mayVoid: 'finance.payment.void',
} as unknown as Side

/** The side that the address speaks of. */
export function useSide(): Side {
  const page = useRoute().path.split('/')[2]
  return ['payables', 'payments', 'payables-ageing'].includes(page) ? SUPPLIERS : CUSTOMERS
}

interface OfParty {
  customer_id?: string
  customer_name?: string
  supplier_id?: string
  supplier_name?: string
}

export function partyOf(row: object): { id: string; name: string } {
  const party = row as OfParty
  return { id: party.customer_id ?? party.supplier_id ?? '', name: party.customer_name ?? party.supplier_name ?? '' }
}

/** The archive page of the customer or supplier; for those who may not see it, what is open of it. */
export function partyPage(side: Side, id: string, may: (scope: string) => boolean): RouteLocationRaw {
  const [path, scope] = side.name === 'customers' ? ['/crm/customers', 'crm.customer.read'] : ['/purchasing/suppliers', 'purchasing.supplier.read']
  return may(scope) ? `${path}/${id}` : { path: side.itemsPage, query: { [side.partyKey]: id } }
}

export function paidOn(row: object): string {
  const dated = row as { received_on?: string; paid_on?: string }
  return dated.received_on ?? dated.paid_on ?? ''
}
