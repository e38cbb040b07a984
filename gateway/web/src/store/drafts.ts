/** What is being typed, kept in this browser until it is saved: a closed window or a dead battery loses nothing. */
import { useDebounceFn } from '@vueuse/core'
import { toRaw, watch } from 'vue'
import { open } from './browser'

const PAUSE = 300

export interface KeptDraft<T> {
  content: T
  at: string
}

export async function readDraft<T>(name: string): Promise<KeptDraft<T> | undefined> {
  return (await open()).get<KeptDraft<T>>('drafts', name)
}

export async function dropDraft(name: string): Promise<void> {
  await (await open()).remove('drafts', name)
}

/** Keeps `content()` under `name` whenever it changes; `worthKeeping` says whether there is anything to lose. */
export function keepDraft<T>(name: string, content: () => T, worthKeeping: () => boolean): { stop: () => void } {
  let stopped = false
  const write = useDebounceFn(async () => {
    if (stopped) return
    const store = await open()
    const copy = JSON.parse(JSON.stringify(toRaw(content()))) as T
    if (worthKeeping()) await store.put('drafts', { content: copy, at: new Date().toISOString() } satisfies KeptDraft<T>, name)
    else await store.remove('drafts', name)
  }, PAUSE)
  const unwatch = watch(content, () => void write(), { deep: true })
  return {
    stop() {
      stopped = true
      unwatch()
    },
  }
}
