import { describe, expect, it } from 'vitest'
import { sentPortions, type Portion } from '@/areas/purchasing/entry/portions'
import { differenceOf, newLine, sentRows, type StockLine } from '@/areas/purchasing/entry/stocklines'
import { bySupplier, toOrder, type LowRow } from '@/areas/purchasing/low'
import { difference } from '@/format/amounts'

const product = { id: 'p', code: 'P001', name: '螺栓', model: '', spec: '', unit: '盒' }
const lies = (on_hand: string, typed: string, more: Partial<StockLine> = {}) => newLine({ product, typed, level: { on_hand, available: on_hand }, ...more })

describe('low stock', () => {
  it('orders what is missing less what is coming', () => {
    expect(toOrder({ missing: '12', on_order: '0' })).toBe('12')
    expect(toOrder({ missing: '12.5', on_order: '2' })).toBe('10.5')
    expect(toOrder({ missing: '12', on_order: '12' })).toBeNull()
    expect(toOrder({ missing: '12', on_order: '20' })).toBeNull()
  })

  it('groups by supplier; what has none stands last', () => {
    const row = (code: string, supplier_id: string | null) => ({ code, supplier_id }) as LowRow
    const groups = bySupplier([row('a', null), row('b', 'x'), row('c', 'y'), row('d', 'x')])
    expect(groups.map((group) => [group.supplierId, group.rows.map((each) => each.code).join('')])).toEqual([['x', 'bd'], ['y', 'c'], [null, 'a']])
  })
})

describe('a count', () => {
  it('books the difference to what the books say, and nothing where they agree or nobody counted', () => {
    expect(differenceOf(lies('10', '7.5'))).toBe('-2.5')
    expect(differenceOf(lies('10', 'x'))).toBeNull()
    expect(differenceOf(newLine({ product, typed: '3' }))).toBeNull()
    const lines = [lies('10', '10.0'), lies('10', ''), lies('10', '12'), newLine({ unknown: 'X' }), lies('1', '0'), newLine()]
    expect(sentRows(lines, true)).toEqual([2, 3, 4])
    expect(sentRows(lines, false)).toEqual([0, 1, 2, 3, 4])
  })
})

it('a portion of nothing is left out; what is no number is sent to be refused', () => {
  const portions = ['3', '', '0', '0.00', '-1', 'x', '３'].map((quantity) => ({ quantity }) as Portion)
  expect(sentPortions(portions)).toEqual([0, 4, 5, 6])
})

it('differences are exact', () => {
  expect(difference('0.3', '0.1')).toBe('0.2')
  expect(difference('1', '1.0001')).toBe('-0.0001')
})
