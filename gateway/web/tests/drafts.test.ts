import { expect, it } from 'vitest'
import { effectScope, nextTick, reactive } from 'vue'
import { dropDraft, keepDraft, readDraft } from '@/store/drafts'

const pause = () => new Promise((resolve) => setTimeout(resolve, 400))

it('keeps what is typed, drops what is empty, and ends with its page', async () => {
  const scope = effectScope()
  const form = reactive({ note: '', lines: [{ quantity: '' }] })
  const draft = scope.run(() => keepDraft('ming.order', () => form, () => form.note !== ''))!
  form.lines[0].quantity = '2'
  form.note = '急'
  await nextTick()
  await pause()
  expect((await readDraft<typeof form>('ming.order'))?.content).toEqual({ note: '急', lines: [{ quantity: '2' }] })
  form.note = ''
  await nextTick()
  await pause()
  expect(await readDraft('ming.order')).toBeUndefined()
  draft.stop()
  form.note = '再'
  await pause()
  expect(await readDraft('ming.order')).toBeUndefined()
  await dropDraft('ming.order')
  scope.stop()
})
