import { describe, expect, it } from 'vitest'
import contracts from '../../../contracts/openapi.json'
import { merger, type Page } from '@/areas/admin/merging'
import { SERVICES } from '@/areas/admin/services'
import { Problem } from '@/api/problems'

const PAGE = 2
const BOOKS: Record<string, number[]> = { crm: [9, 7, 1], sales: [8, 6, 5, 4, 3, 2], office: [] }

/** Services that answer their own numbers, two at a time. */
function company(asked: string[] = []) {
  const ask = async (addresses: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(addresses).map(([service, after]) => {
        asked.push(service)
        const start = Number(after || 0)
        const next = start + PAGE < BOOKS[service].length ? String(start + PAGE) : null
        return [service, { data: { items: BOOKS[service].slice(start, start + PAGE), next } as Page<number> }]
      }),
    )
  return merger<number>(Object.keys(BOOKS), (_, after) => after ?? '', (row) => String(row), ask)
}

describe('one list of several services', () => {
  it('comes in order, page by page, to the end of all', async () => {
    const list = company()
    expect((await list.take(4)).map((each) => each.row)).toEqual([9, 8, 7, 6])
    expect(list.more()).toBe(true)
    expect((await list.take(9)).map((each) => each.row)).toEqual([5, 4, 3, 2, 1])
    expect(list.more()).toBe(false)
  })

  it('asks a service again only when it has run out', async () => {
    const asked: string[] = []
    await company(asked).take(2)
    expect(asked).toEqual(['crm', 'sales', 'office'])
  })

  it('shows the others when one refuses, and says which', async () => {
    const refusal = new Problem({ title: 'no', status: 403, code: 'forbidden', errors: [], details: {}, trace: '', type: '' } as never)
    const list = merger<number>(['crm', 'sales'], () => '', String, async (addresses) =>
      Object.fromEntries(Object.keys(addresses).map((service) => [service, service === 'crm' ? { problem: refusal } : { data: { items: [1], next: null } }])),
    )
    expect(await list.take(5)).toEqual([{ service: 'sales', row: 1 }])
    expect(Object.keys(list.problems)).toEqual(['crm'])
  })
})

it('asks every service that has a trail, jobs and parked events', () => {
  for (const what of ['audit', 'jobs', 'parked']) {
    const have = Object.keys(contracts.paths).map((path) => new RegExp(`^/api/v1/(\\w+)/system/${what}$`).exec(path)?.[1])
    expect([...SERVICES].sort()).toEqual(have.filter(Boolean).sort())
  }
})
