/** People within reach, as choices of a filter or a field; none for who may not see people. */
import { computed, type ComputedRef } from 'vue'
import { answered, api } from './client'
import { useLoaded } from './loading'
import type { Choice } from '@/components/listing'
import { useSession } from '@/session/session'

const MOST = 200

export function usePeople(): ComputedRef<Choice[]> {
  const { may } = useSession()
  const query = { active: true, limit: MOST, sort: 'name' }
  const { data } = useLoaded(async () => (may('gateway.user.read') ? answered(api.GET('/api/v1/gateway/users', { params: { query } })) : null))
  return computed(() => (data.value?.items ?? []).map(({ id, name }) => ({ value: id, text: name })))
}
