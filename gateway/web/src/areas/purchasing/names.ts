/** Names behind the identities that documents carry: warehouses, suppliers. */
import { computed } from 'vue'
import { batch } from '@/api/batch'
import { answered, api } from '@/api/client'
import { useLoaded } from '@/api/loading'
import type { Answer } from '@/api/types'
import { useSession } from '@/session/session'

export interface Named {
  id: string
  code: string
  name: string
}

/** The service answers at most so many parts of a batch. */
const AT_ONCE = 20

/** All warehouses, few as they are; none for whom they are not shown. */
export function useWarehouses() {
  const { may } = useSession()
  const query = { limit: 200 }
  const { data } = useLoaded(async () =>
    may('purchasing.warehouse.read') ? (await answered(api.GET('/api/v1/purchasing/warehouses', { params: { query } }))).items : [],
  )
  const all = computed(() => data.value ?? [])
  return {
    all,
    usable: computed(() => all.value.filter((each) => each.active)),
    nameOf: (id: string | null | undefined) => all.value.find((each) => each.id === id)?.name ?? '',
  }
}

/** Answers to many GETs of one kind by their address, in few round trips; what is refused is left out. */
export async function eachOf<T>(addresses: readonly string[]): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  for (let from = 0; from < addresses.length; from += AT_ONCE) {
    const asked = addresses.slice(from, from + AT_ONCE)
    const parts = await batch<Record<string, T>>(Object.fromEntries(asked.map((address) => [address, address])))
    for (const address of asked) if (parts[address].data) found.set(address, parts[address].data as T)
  }
  return found
}

export async function suppliersOf(ids: Iterable<string | null>): Promise<Map<string, Named>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const found = await eachOf<Answer<'/api/v1/purchasing/suppliers/{supplier_id}'>>(wanted.map((id) => `/api/v1/purchasing/suppliers/${id}`))
  return new Map([...found.values()].map((each) => [each.id, each]))
}
