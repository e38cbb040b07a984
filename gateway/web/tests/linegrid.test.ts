import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LineGrid from '@/components/lines/LineGrid.vue'
import type { LineColumn } from '@/components/lines/grid'
import { i18n } from '@/i18n'

interface Line {
  id: string
  code: string
  quantity: string
}

const columns: LineColumn[] = [
  { name: 'code', title: '编号', kind: 'text', stop: true },
  { name: 'quantity', title: '数量', kind: 'amount', stop: true },
]
let made = 0
const newLine = (): Line => ({ id: `l${++made}`, code: '', quantity: '' })
const mounted: { unmount: () => void }[] = []
afterEach(() => mounted.splice(0).forEach((each) => each.unmount()))

function grid(lines: Line[]) {
  const wrapper = mount(LineGrid<Line>, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: {
      columns,
      newLine,
      modelValue: lines,
      isEmpty: (line: Line) => !line.code && !line.quantity,
      read: (line: Line, column: string) => line[column as 'code'],
      write: (line: Line, column: string, text: string) => void (line[column as 'code'] = text),
      copy: (from: Line, to: Line, column: string) => void (to[column as 'code'] = from[column as 'code']),
      'onUpdate:modelValue': (next: Line[]) => void wrapper.setProps({ modelValue: next }),
    },
  })
  mounted.push(wrapper)
  const cell = (row: number, column: string) => wrapper.find<HTMLInputElement>(`[data-row="${row}"][data-column="${column}"] input`)
  const where = () => document.activeElement?.closest('td')?.getAttribute('aria-label') ?? document.activeElement?.getAttribute('aria-label')
  return { wrapper, cell, where }
}

async function settled() {
  await nextTick()
  await nextTick()
}

it('has an input in every cell before anybody types', () => {
  expect(grid([newLine(), newLine()]).wrapper.findAll('tbody input')).toHaveLength(4)
})

it('walks with Enter, adds a line at the end, and goes to saving from an empty one', async () => {
  const { wrapper, cell, where } = grid([{ ...newLine(), code: 'P001', quantity: '2' }])
  cell(0, 'code').element.focus()
  await cell(0, 'code').trigger('keydown', { key: 'Enter' })
  await settled()
  expect(where()).toBe('数量 1')
  await cell(0, 'quantity').trigger('keydown', { key: 'Enter' })
  await settled()
  expect(where()).toBe('编号 2')
  await cell(1, 'code').trigger('keydown', { key: 'Enter' })
  expect(wrapper.emitted('toSave')).toHaveLength(1)
})

it('leaves every key to an input method while it composes', async () => {
  const { wrapper, cell } = grid([newLine()])
  await cell(0, 'code').trigger('keydown', { key: 'Enter', isComposing: true })
  await cell(0, 'code').trigger('keydown', { key: 'Enter', keyCode: 229 })
  expect(wrapper.emitted('toSave')).toBeUndefined()
})

it('copies the cell above with Ctrl+D, and removes a line with Ctrl+Delete', async () => {
  const lines = [{ ...newLine(), code: 'P001', quantity: '2' }, newLine()]
  const { wrapper, cell } = grid(lines)
  await cell(1, 'quantity').trigger('keydown', { key: 'd', ctrlKey: true })
  expect(lines[1].quantity).toBe('2')
  await cell(0, 'code').trigger('keydown', { key: 'Delete', ctrlKey: true })
  expect(wrapper.props('modelValue')).toHaveLength(1)
})

it('saves with Ctrl+Enter, and begins the next with Shift', async () => {
  const { wrapper, cell } = grid([newLine()])
  await cell(0, 'code').trigger('keydown', { key: 'Enter', ctrlKey: true })
  await cell(0, 'code').trigger('keydown', { key: 'Enter', ctrlKey: true, shiftKey: true })
  expect(wrapper.emitted('save')).toEqual([[false], [true]])
})

it('hands a block from Excel over, and leaves a single text to the cell', async () => {
  const { wrapper, cell } = grid([newLine()])
  const paste = (text: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: vi.fn(() => text) } })
    cell(0, 'code').element.dispatchEvent(event)
    return event.defaultPrevented
  }
  expect(paste('P001')).toBe(false)
  expect(paste('P001\t2\nP002\t3')).toBe(true)
  expect(wrapper.emitted('pasted')?.[0]?.[0]).toEqual([['P001', '2'], ['P002', '3']])
})
