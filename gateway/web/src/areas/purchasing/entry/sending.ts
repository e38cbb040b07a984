/** Sending lines: what is missing is said before, what is refused stands at the cell that caused it. */
import { computed, ref } from 'vue'
import { Problem } from '@/api/problems'
import { useSubmit } from '@/api/submitting'
import { i18n } from '@/i18n'

interface Sending<B, T> {
  body: () => B
  /** Places in the grid of the lines that are sent: errors name the sent place, the grid shows its own. */
  rows: () => number[]
  /** Fields without which nothing is sent, as the service would name them. */
  missing: () => string[]
  /** A column of the grid and the field of the service that it shows. */
  columns: Record<string, string>
  send: (body: B, header: { 'Idempotency-Key': string }) => Promise<T>
}

export function useSending<B, T>({ body, rows, missing, columns, send }: Sending<B, T>) {
  const { submit, submitting, error, clear } = useSubmit<B, T>(send)
  const lacking = ref<string[]>([])
  let sent: number[] = []

  async function save(): Promise<T | undefined> {
    clear()
    sent = rows()
    lacking.value = missing()
    return lacking.value.length ? undefined : submit(body())
  }

  const texts = computed(() => {
    const refused = error.value instanceof Problem ? error.value.fields : []
    const absent = lacking.value.map((field) => ({ field, text: i18n.global.t('shell.form.missing') }))
    return new Map([...refused, ...absent].map((entry) => [entry.field, entry.text]))
  })
  const errorOf = (field: string) => texts.value.get(field)
  const errorAt = (row: number, column: string) => errorOf(`lines.${sent.indexOf(row)}.${columns[column] ?? column}`)
  /** Said at the top, unless it stands at a field already. */
  const general = computed(() => (error.value instanceof Problem && error.value.fields.length ? undefined : error.value))

  function forget(): void {
    clear()
    lacking.value = []
  }
  return { save, submitting, error: general, errorOf, errorAt, forget }
}
