/** Loading what a page shows: its state, its error, and loading it anew. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  loading: Ref<boolean>
  error: ShallowRef<unknown>
  reload: () => Promise<void>
}

/** `load` runs now and whenever `again` changes; an answer that was overtaken by a newer request is dropped. */
export function useLoaded<T>(load: () => Promise<T>, again?: WatchSource<unknown>): Loaded<T> {
  const data = shallowRef<T>()
  const loading = ref(false)
  const error = shallowRef<unknown>()
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const found = await load()
      if (mine === latest) [data.value, error.value] = [found, undefined]
    } catch (failure) {
      if (mine === latest) error.value = failure
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  if (again) watch(again, reload)
  onScopeDispose(() => void (latest = -1))
  void reload()
  return { data, loading, error, reload }
}
