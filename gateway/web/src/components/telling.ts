/** Short messages at the foot of the screen; with `undo` there is a button that takes the deed back. */
import { ref } from 'vue'

export interface Toast {
  id: number
  text: string
  kind: 'good' | 'bad'
  undo?: () => unknown
}

const SECONDS = { good: 5, bad: 10 }
let last = 0
export const toasts = ref<Toast[]>([])

export function tell(text: string, options: { kind?: Toast['kind']; undo?: () => unknown } = {}): void {
  const toast: Toast = { id: ++last, text, kind: options.kind ?? 'good', undo: options.undo }
  toasts.value = [...toasts.value.slice(-3), toast]
  setTimeout(() => dismiss(toast.id), SECONDS[toast.kind] * 1000)
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id)
}
