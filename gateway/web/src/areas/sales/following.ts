/** Looking again while something is on its way: often at first, then seldom, and never while nobody looks. */
import { useDocumentVisibility, useTimeoutFn } from '@vueuse/core'
import { watch } from 'vue'
import type { Loaded } from '@/api/loading'

const SOON = 700
const SOON_TIMES = 12
const SELDOM = 15_000

/** `moving`: another service is at work on it; `open`: something may still happen; `settled`: nothing will. */
export type Progress = 'moving' | 'open' | 'settled'

/** Milliseconds until the next look, after so many that saw it moving; null: no further look. */
export function pauseAfter(progress: Progress, looks: number): number | null {
  if (progress === 'settled') return null
  return progress === 'moving' && looks < SOON_TIMES ? SOON : SELDOM
}

export function useFollowed<T>(loaded: Loaded<T>, progressOf: (data: T) => Progress): void {
  const visible = useDocumentVisibility()
  let looks = 0
  let pause = SOON
  const { start, stop } = useTimeoutFn(() => void loaded.reload(), () => pause, { immediate: false })

  watch([loaded.data, visible], ([data]) => {
    stop()
    if (data === undefined || visible.value !== 'visible') return
    const progress = progressOf(data)
    looks = progress === 'moving' ? looks + 1 : 0
    const next = pauseAfter(progress, looks)
    if (next === null) return
    pause = next
    start()
  }, { immediate: true })
}
