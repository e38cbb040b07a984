/** One list out of the lists of several services, the newest first, page by page: as far as each service was read. */
import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue'
import { batch } from '@/api/batch'
import type { Problem } from '@/api/problems'
import { searchOf, type ListQuery } from '@/api/paging'
import { systemPath } from './services'

export interface Page<R> {
  items: R[]
  next: string | null
}
export interface FromService<R> {
  service: string
  row: R
}
type Ask<R> = (addresses: Record<string, string>) => Promise<Record<string, { data?: Page<R>; problem?: Problem }>>
const LIMIT = 50

/** Rows of all services in order; `take` answers the next ones and asks a service again only when it has run out. */
export function merger<R>(services: readonly string[], addressOf: (service: string, after: string | null) => string, at: (row: R) => string, ask: Ask<R>, heard: (service: string, page: Page<R>) => void = () => undefined) {
  const waiting = new Map<string, R[]>(services.map((service) => [service, []]))
  const cursors = new Map<string, string | null>(services.map((service) => [service, null]))
  const problems: Record<string, Problem> = {}

  async function refill(): Promise<void> {
    const dry = [...cursors.keys()].filter((service) => !waiting.get(service)!.length)
    if (!dry.length) return
    const parts = await ask(Object.fromEntries(dry.map((service) => [service, addressOf(service, cursors.get(service)!)])))
    for (const service of dry) {
      const { data, problem } = parts[service]
      if (problem) problems[service] = problem
      if (data) heard(service, data)
      waiting.set(service, data?.items ?? [])
      if (data?.next) cursors.set(service, data.next)
      else cursors.delete(service)
    }
  }

  async function take(count: number): Promise<FromService<R>[]> {
    const taken: FromService<R>[] = []
    while (taken.length < count) {
      await refill()
      const heads = [...waiting].filter(([, rows]) => rows.length).map(([service, rows]) => ({ service, row: rows[0] }))
      if (!heads.length) break
      const newest = heads.reduce((best, each) => (at(each.row) > at(best.row) ? each : best))
      waiting.get(newest.service)!.shift()
      taken.push(newest)
    }
    return taken
  }

  const more = () => cursors.size > 0 || [...waiting.values()].some((rows) => rows.length > 0)
  return { take, more, problems }
}

/** `what` of the chosen services, for a page: `useMerged<Entry>('audit', services, query, (row) => row.occurred_at)`. */
export function useMerged<R>(what: string, services: ComputedRef<readonly string[]>, query: ComputedRef<ListQuery>, at: (row: R) => string, heard?: (service: string, page: Page<R>) => void) {
  const pages = shallowRef<FromService<R>[][]>([])
  const index = ref(0)
  const loading = ref(false)
  const error = shallowRef<unknown>()
  const problems = shallowRef<Record<string, Problem>>({})
  const more = ref(false)
  let source = begun()

  function begun() {
    const address = (service: string, after: string | null) => `${systemPath(service, what)}?${searchOf({ ...query.value, limit: LIMIT, after })}`
    return merger<R>(services.value, address, at, (addresses) => batch(addresses) as ReturnType<Ask<R>>, heard)
  }

  async function load(): Promise<void> {
    const mine = source
    loading.value = true
    error.value = undefined
    try {
      const rows = await mine.take(LIMIT)
      if (mine !== source) return
      pages.value = [...pages.value, rows]
      index.value = pages.value.length - 1
      problems.value = { ...mine.problems }
      more.value = mine.more()
    } catch (failure) {
      if (mine === source) error.value = failure
    } finally {
      if (mine === source) loading.value = false
    }
  }

  function reload(): Promise<void> {
    source = begun()
    pages.value = []
    index.value = 0
    return load()
  }

  watch([services, query], reload)
  void reload()
  return {
    rows: computed(() => pages.value[index.value] ?? []),
    from: computed(() => index.value * LIMIT),
    loading,
    error,
    problems,
    reload,
    canGoBack: computed(() => index.value > 0),
    canGoOn: computed(() => index.value < pages.value.length - 1 || more.value),
    goBack: () => void index.value--,
    goOn: () => (index.value < pages.value.length - 1 ? void index.value++ : void load()),
  }
}
