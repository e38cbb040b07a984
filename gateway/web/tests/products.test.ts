import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import PickInput from '@/components/PickInput.vue'
import { i18n } from '@/i18n'
import { awaitedProducts, findProducts, namedProduct, syncProducts, type IndexedProduct } from '@/store/products'

function product(code: string, name: string, spelling: string, more: Partial<IndexedProduct> = {}): IndexedProduct {
  return { id: code, code, name, model: '', spec: '', unit: '盒', list_price: '1.00', active: true, spelling, ...more }
}

const bolt = product('P001', '内六角螺栓', 'neiliujiaoluoshuan nljls', { model: 'NLJ-M6', spec: 'M6×20' })
const nut = product('P0012', '六角螺母', 'liujiaoluomu ljlm')
const glove = product('Q7', '棉纱手套', 'mianshashoutao msst')
const all = [bolt, nut, glove]
const found = (typed: string) => findProducts(typed, all).map((each) => each.code)

it('finds by code, name, pinyin, initials, model and specification', () => {
  expect(found('q7')).toEqual(['Q7'])
  expect(found('手套')).toEqual(['Q7'])
  expect(found('msst')).toEqual(['Q7'])
  expect(found('mianshashou')).toEqual(['Q7'])
  expect(found('nlj-m6')).toEqual(['P001'])
  expect(found('M6×2')).toEqual(['P001'])
})

it('puts the exact code before what only begins with it', () => {
  expect(found('p001')).toEqual(['P001', 'P0012'])
  expect(found('P0012')).toEqual(['P0012'])
})

it('understands full-width letters, and finds nothing for nothing', () => {
  expect(found('Ｐ００１２')).toEqual(['P0012'])
  expect(found(' ')).toEqual([])
  expect(found('xyz')).toEqual([])
})

it('names one product, or none when it could be several', () => {
  expect(namedProduct('六角螺母', all)?.code).toBe('P0012')
  expect(namedProduct('螺母', all)).toBeNull()
  expect(namedProduct('同名', [product('A', '同名', ''), product('B', '同名', '')])).toBeNull()
})

it('remembers what was typed before the index is there, and answers when it has arrived', async () => {
  let arrive: ((answer: Response) => void) | undefined
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (arrive = resolve)))
  void syncProducts()
  const field = mount(PickInput<IndexedProduct>, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: { modelValue: null, search: awaitedProducts, text: (each: IndexedProduct) => each.code, label: '编号' },
  })
  await field.find('input').setValue('p001')
  await field.find('input').trigger('keydown', { key: 'Enter' })
  await vi.waitFor(() => expect(arrive).toBeDefined())
  expect(field.emitted('picked')).toBeUndefined()
  arrive!(Response.json({ items: [bolt, nut], next: null, mark: '1' }))
  await vi.waitFor(() => expect(field.emitted('picked')).toEqual([[bolt]]))
  field.unmount()
  vi.unstubAllGlobals()
})
