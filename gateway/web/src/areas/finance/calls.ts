/** The calls of finance, for either side. */
import { answered, api, send } from '@/api/client'
import { fetchPage } from '@/api/paging'
import type { Answer } from '@/api/types'
import { chosenOf, type Split } from './allocation'
import type { MoneyDetail, MoneyDocument, OpenItem, OpenItemDetail, Side } from './sides'

type Headers = { 'Idempotency-Key': string }
export type Ageing = Answer<'/api/v1/finance/ageing'>

export async function got<T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> {
  const address = new URL(path, location.origin)
  for (const [name, value] of Object.entries(query)) if (value) address.searchParams.set(name, value)
  return (await send(new Request(address))).json()
}

async function posted<T>(path: string, body: unknown, headers: Headers): Promise<T> {
  const content = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) }
  return (await send(new Request(new URL(path, location.origin), content))).json()
}

export const getItem = (side: Side, id: string) => got<OpenItemDetail>(`${side.items}/${id}`)
export const getMoney = (side: Side, id: string) => got<MoneyDetail>(`${side.money}/${id}`)
export const getAgeing = (side: Side, query: Record<string, string | undefined>) => got<Ageing>(side.ageing, query)

/** What is open of a party, the oldest first: as much as one document of money can settle. */
export async function openItemsOf(side: Side, partyId: string): Promise<OpenItem[]> {
  return (await fetchPage(side.items, { [side.partyKey]: partyId, open: true, sort: 'due_on', limit: 200 })).items
}

/** The day is called received_on or paid_on by the service. */
export function postMoney(side: Side, partyId: string, paidOn: string, split: Split, values: object, headers: Headers) {
  const body = { ...values, [side.partyKey]: partyId, [`${side.paidKey}_on`]: paidOn || null, allocations: rowsOf(side, split) }
  return posted<MoneyDocument>(side.money, body, headers)
}

export function allocateMoney(side: Side, money: MoneyDocument, split: Split, headers: Headers) {
  const body = { allocations: rowsOf(side, split), expected_version: money.version }
  return posted<MoneyDocument>(`${side.money}/${money.id}/allocate`, body, headers)
}

export function voidDocument(path: string, version: number, reason: string, headers: Headers) {
  return posted<unknown>(`${path}/void`, { reason, expected_version: version }, headers)
}

function rowsOf(side: Side, split: Split) {
  return chosenOf(split).map(({ id, amount }) => ({ [side.itemKey]: id, amount }))
}

export const accounts = () => answered(api.GET('/api/v1/finance/accounts'))
