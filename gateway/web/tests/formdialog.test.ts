import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { Problem } from '@/api/problems'
import FormDialog from '@/components/FormDialog.vue'
import FormField from '@/components/FormField.vue'
import { i18n } from '@/i18n'

const mounted: { unmount: () => void }[] = []
afterEach(() => mounted.splice(0).forEach((each) => each.unmount()))

function refused(...fields: string[]): Problem {
  const errors = fields.map((field) => ({ field, code: 'too_much', zh: `多了：${field}`, en: `too much: ${field}` }))
  return new Problem({ type: '', title: '', titles: { zh: '输入有误', en: 'invalid' }, status: 422, code: 'invalid_input', details: {}, errors, trace: '' })
}

/** A form of one field whose name follows the content, and one that is there only when asked for. */
async function saved(problem: Problem, name: { before: string; now: string }) {
  const [field, asked] = [ref(name.before), ref(true)]
  const form = defineComponent(() => () =>
    h(FormDialog, { title: '退货', content: {}, send: () => Promise.reject(problem) }, () => [
      h(FormField, { name: field.value, label: '数量' }, () => h('input')),
      asked.value ? h(FormField, { name: 'reason', label: '理由' }, () => h('input')) : null,
    ]),
  )
  mounted.push(mount(form, { attachTo: document.body, global: { plugins: [i18n] } }))
  await nextTick()
  field.value = name.now
  asked.value = false
  await nextTick()
  document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await new Promise((resolve) => setTimeout(resolve))
  return [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent)
}

it('says an error once, at a field that is called otherwise than when it appeared', async () => {
  expect(await saved(refused('lines.0.quantity'), { before: 'lines.-1.quantity', now: 'lines.0.quantity' })).toEqual(['多了：lines.0.quantity'])
})

it.each([
  ['lines.1.quantity', { before: 'lines.1.quantity', now: 'lines.0.quantity' }],
  ['reason', { before: 'note', now: 'note' }],
])('says at the top what no field has any more: %s', async (field, name) => {
  const [top] = await saved(refused(field), name)
  expect(top).toContain(`多了：${field}`)
})
