/** Warehouses that goods can leave from and come back to. */
import { answered, api } from '@/api/client'
import { useLoaded } from '@/api/loading'

export function useWarehouses() {
  return useLoaded(async () => (await answered(api.GET('/api/v1/sales/warehouses', { params: { query: { limit: 200 } } }))).items.filter((each) => each.active))
}
