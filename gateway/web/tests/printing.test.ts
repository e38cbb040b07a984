import { describe, expect, it } from 'vitest'
import { capitals } from '@/areas/sales/print/capitals'
import { columnsOf, pagesOf } from '@/areas/sales/print/papers'

describe('an amount written out', () => {
  it.each([
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角整'],
    ['1.00', '壹元整'],
    ['10.03', '壹拾元零叁分'],
    ['105.00', '壹佰零伍元整'],
    ['1010.50', '壹仟零壹拾元伍角整'],
    ['12345.67', '壹万贰仟叁佰肆拾伍元陆角柒分'],
    ['100000.00', '壹拾万元整'],
    ['100000001.00', '壹亿零壹元整'],
    ['20030000.00', '贰仟零叁万元整'],
    ['-8.20', '负捌元贰角整'],
  ])('%s', (amount, words) => expect(capitals(amount)).toBe(words))
})

describe('what stands on paper', () => {
  it('has no column for what a role may not see', () => {
    const line = { product_code: 'P1', product_name: '螺栓', quantity: '1', unit: '盒', note: '' }
    expect(columnsOf([line])).toEqual(['code', 'product', 'quantity', 'unit', 'note'])
    expect(columnsOf([{ ...line, unit_price: '2', amount: '2.00' }])).toContain('price')
  })

  it('breaks lines into pages, and an empty document has one', () => {
    expect(pagesOf([], 6).map((page) => page.lines.length)).toEqual([0])
    expect(pagesOf([...'abcdefg'], 6)).toEqual([{ from: 0, lines: [...'abcdef'] }, { from: 6, lines: ['g'] }])
  })
})
