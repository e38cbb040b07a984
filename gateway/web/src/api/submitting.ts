/** Sending what a person entered: once, however often the line breaks; with errors where they belong. */
import { computed, ref, shallowRef } from 'vue'
import { newKey } from './client'
import { Problem, undecided } from './problems'

/** The key of a request that is not decided yet stays with its content: a repeat has no second effect. */
export function keeper() {
  let kept: { content: string; key: string } | null = null
  return {
    keyFor(content: unknown): string {
      const text = JSON.stringify(content)
      if (kept?.content !== text) kept = { content: text, key: newKey() }
      return kept.key
    },
    settle(): void {
      kept = null
    },
  }
}

/**
 * `submit(content)` calls `send(content, headers)` with an Idempotency-Key; it answers what the service answered, or
 * undefined when that failed. `errorOf(field)` is the text to show at a field.
 */
export function useSubmit<C, T>(send: (content: C, headers: { 'Idempotency-Key': string }) => Promise<T>) {
  const keys = keeper()
  const submitting = ref(false)
  const error = shallowRef<unknown>()

  async function submit(content: C): Promise<T | undefined> {
    if (submitting.value) return undefined
    submitting.value = true
    error.value = undefined
    try {
      const answer = await send(content, { 'Idempotency-Key': keys.keyFor(content) })
      keys.settle()
      return answer
    } catch (failure) {
      if (!undecided(failure)) keys.settle()
      error.value = failure
      return undefined
    } finally {
      submitting.value = false
    }
  }

  const fieldErrors = computed(() => (error.value instanceof Problem ? error.value.fields : []))
  const errorOf = (field: string) => fieldErrors.value.find((entry) => entry.field === field)?.text
  return { submit, submitting, error, errorOf, fieldErrors, clear: () => void (error.value = undefined) }
}
