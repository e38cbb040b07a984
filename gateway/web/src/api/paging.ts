/** A list, page by page: the service gives a cursor to the next page, and we remember the way back. */
import { computed, ref, watch, type ComputedRef } from 'vue'
import { send } from './client'
import { useLoaded } from './loading'
import type { Answer, ListPath, Row } from './types'

export type ListQuery = Record<string, string | number | boolean | null | undefined>

/** Rows of a list. `query` holds filters and sort; when it changes, the first page comes again. */
export function usePaged<P extends ListPath>(path: P, query: ComputedRef<ListQuery>, limit = 50) {
  const cursors = ref<string[]>([])
  const asked = computed(() => ({ ...query.value, limit, after: cursors.value.at(-1), total: cursors.value.length === 0 }))
  const total = ref<Record<string, unknown> | null>(null)

  const loaded = useLoaded(async () => {
    const page = await fetchPage(path, asked.value)
    if (asked.value.total) total.value = (page.total ?? null) as Record<string, unknown> | null
    return page
  }, asked)
  watch(query, () => void (cursors.value = []))

  const rows = computed(() => (loaded.data.value?.items ?? []) as Row<P>[])
  const next = computed(() => loaded.data.value?.next ?? null)
  return {
    ...loaded,
    rows,
    total,
    from: computed(() => cursors.value.length * limit),
    canGoOn: computed(() => next.value !== null),
    canGoBack: computed(() => cursors.value.length > 0),
    goOn: () => next.value && cursors.value.push(next.value),
    goBack: () => cursors.value.pop(),
  }
}

/** One page; what is undefined, null or empty is not asked for. */
export async function fetchPage<P extends ListPath>(path: P, query: ListQuery): Promise<PageOf<P>> {
  const response = await send(new Request(new URL(`${path}?${searchOf(query)}`, location.origin)))
  return response.json()
}

export function searchOf(query: ListQuery): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString()
}

type PageOf<P extends ListPath> = Answer<P> & { items: Row<P>[]; next: string | null; total?: unknown }
