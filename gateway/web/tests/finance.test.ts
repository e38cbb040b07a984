import { describe, expect, it } from 'vitest'
import { chosenOf, faultOf, leftOf, oldestFirst } from '@/areas/finance/allocation'
import { BUCKETS, bucketOf, dueIn } from '@/areas/finance/due'
import { plusDays } from '@/format/dates'

const MONDAY = '2026-11-23'
const items = [
  { id: 'a', open_amount: '100.10' },
  { id: 'b', open_amount: '50.00' },
  { id: 'c', open_amount: '0.20' },
]

describe('an amount over open documents', () => {
  it('settles the oldest first, as far as it reaches', () => {
    expect(oldestFirst('120.05', items)).toEqual({ a: '100.10', b: '19.95' })
    expect(oldestFirst('100.10', items)).toEqual({ a: '100.10' })
    expect(oldestFirst('0', items)).toEqual({})
    expect(oldestFirst('eleven', items)).toEqual({})
  })

  it('leaves the rest as an advance, to the cent', () => {
    expect(leftOf('200', oldestFirst('200', items))).toBe('49.70')
    expect(leftOf('0.30', { a: '0.10', b: '0.20' })).toBe('0.00')
    expect(leftOf('10', { a: '10.01' })).toBe('-0.01')
  })

  it('says what is wrong with a part', () => {
    expect(faultOf(items[1], '50.00')).toBeNull()
    expect(faultOf(items[1], '50.01')).toBe('too_much')
    expect(faultOf(items[1], '1.005')).toBe('no_amount')
    expect(faultOf(items[1], '-1')).toBe('no_amount')
    expect(faultOf(items[1], '')).toBeNull()
  })

  it('sends only what settles something', () => {
    expect(chosenOf({ a: '1.00', b: '', c: '0.00' })).toEqual([{ id: 'a', amount: '1.00' }])
  })
})

describe('spans of due days', () => {
  it('are the filters of the list behind a number', () => {
    expect(dueIn('today', MONDAY)).toEqual({ open: 'true', due_from: MONDAY, due_to: MONDAY })
    expect(dueIn('this_week', MONDAY)).toEqual({ open: 'true', due_from: MONDAY, due_to: '2026-11-29' })
    expect(dueIn('this_week', '2026-11-29')).toEqual({ open: 'true', due_from: '2026-11-29', due_to: '2026-11-29' })
    expect(dueIn('overdue', MONDAY)).toEqual({ open: 'true', due_to: '2026-11-22' })
    expect(dueIn('not_due', MONDAY)).toEqual({ open: 'true', due_from: MONDAY })
    expect(dueIn('d1_30', MONDAY)).toEqual({ open: 'true', due_from: '2026-10-24', due_to: '2026-11-22' })
    expect(dueIn('d181_more', MONDAY)).toEqual({ open: 'true', due_to: '2026-05-26' })
  })

  it('put every day into exactly one bucket', () => {
    const late = [-40, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 4000]
    expect(late.map((days) => BUCKETS.indexOf(bucketOf(plusDays(MONDAY, -days), MONDAY)))).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  })
})
