/** Saving what was typed: once, through every broken line; what cannot be sent now waits in the outbox. */
import { computed, ref, shallowRef } from 'vue'
import { Problem, undecided } from '@/api/problems'
import { i18n } from '@/i18n'
import { newId } from '@/store/ids'
import { keepForLater } from '@/store/outbox'
import { CREDIT } from '../words'
import { KINDS, type KindName, type Saved as SavedDocument } from './kinds'
import { missing, sentRows, type OrderForm } from './order'

export type Saved = { document: SavedDocument } | { waiting: true } | null

/** A column of the grid and the field of the service that it shows. */
const FIELDS: Record<string, string> = { product: 'product_id', quantity: 'quantity', price: 'unit_price', discount: 'discount', note: 'note' }

export function useSaving(kindName: KindName, form: () => OrderForm, userId: () => string) {
  const kind = KINDS[kindName]
  const saving = ref(false)
  const error = shallowRef<unknown>()
  const lacking = ref<string[]>([])
  let rows: number[] = []

  async function save(bind: boolean): Promise<Saved> {
    if (saving.value) return null
    error.value = undefined
    rows = sentRows(form().lines)
    lacking.value = missing(form())
    if (lacking.value.length) return null
    saving.value = true
    try {
      return await send(bind)
    } finally {
      saving.value = false
    }
  }

  async function send(bind: boolean): Promise<Saved> {
    // As it was when it was sent: a price that is proposed meanwhile makes no other content under the same key.
    const content: OrderForm = JSON.parse(JSON.stringify(form()))
    const header = { 'Idempotency-Key': content.key }
    try {
      return { document: await (content.edits ? kind.edit(content, header) : kind.enter(content, bind, header)) }
    } catch (failure) {
      // A change of a draft that others may have changed meanwhile does not wait: the person says it again.
      if (undecided(failure) && !content.edits) return later(content, kind.body(content, bind))
      // A refusal is an answer: what is sent next is another request.
      if (!undecided(failure)) form().key = newId()
      error.value = failure
      return null
    }
  }

  async function later(content: OrderForm, body: unknown): Promise<Saved> {
    await keepForLater({
      key: content.key,
      userId: userId(),
      title: `${i18n.global.t(`shell.kinds.${kindName}`)} ${content.customer?.name ?? ''}`,
      since: new Date().toISOString(),
      path: kind.path,
      body,
      page: `${kind.page}/new`,
      form: content,
    })
    return { waiting: true }
  }

  const fields = computed(() => {
    const refused = error.value instanceof Problem ? error.value.fields : []
    const absent = lacking.value.map((field) => ({ field, text: i18n.global.t('shell.form.missing') }))
    return new Map([...refused, ...absent].map((entry) => [entry.field, entry.text]))
  })
  const errorAt = (row: number, column: string) => fields.value.get(`lines.${rows.indexOf(row)}.${FIELDS[column] ?? column}`)
  const errorOf = (field: string) => fields.value.get(field)
  const overCredit = computed(() => error.value instanceof Problem && CREDIT.includes(error.value.code))
  /** Said at the top, unless it stands at a field already. */
  const general = computed(() => (error.value instanceof Problem && error.value.fields.length ? undefined : error.value))

  return { save, saving, error: general, errorAt, errorOf, overCredit, clear: () => void ((error.value = undefined), (lacking.value = [])) }
}
