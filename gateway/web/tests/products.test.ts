import { expect, it } from 'vitest'
import { findProducts, namedProduct, type IndexedProduct } from '@/store/products'

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
