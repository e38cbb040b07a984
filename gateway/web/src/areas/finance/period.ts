/** A period in the address: from a day to a day, both inclusive. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Period } from '@/format/months'

/** What the address says, or else the usual period; and changing the address. */
export function usePeriod(usual: () => Period) {
  const route = useRoute()
  const router = useRouter()
  const period = computed<Period>(() => {
    const { from, to } = usual()
    return { from: route.query.from?.toString() ?? from, to: route.query.to?.toString() ?? to }
  })
  const change = (changes: Record<string, string>) => router.replace({ query: { ...route.query, ...changes } })
  return { period, change }
}
