import { expect, it } from 'vitest'
import { into, ordersOf } from '@/areas/analytics/drilling'
import { clipped, monthOf, monthsEarlier, share } from '@/format/months'

const PERIOD = { from: '2026-01-15', to: '2026-11-23' }

it('goes from a month into its customers, within the period asked for', () => {
  expect(into(PERIOD, 'month', '2026-02')).toMatchObject({ by: 'customer', from: '2026-02-01', to: '2026-02-28' })
  expect(into(PERIOD, 'month', '2026-01')).toMatchObject({ from: '2026-01-15', to: '2026-01-31' })
  expect(into(PERIOD, 'year', '2026')).toMatchObject({ by: 'month', from: '2026-01-15', to: '2026-11-23' })
})

it('goes from a thing into what it is made of, and at the end into months', () => {
  expect(into(PERIOD, 'customer', 'c')).toEqual({ ...PERIOD, by: 'product', customer_id: 'c' })
  expect(into({ ...PERIOD, product_id: 'p' }, 'customer', 'c')).toMatchObject({ by: 'month', customer_id: 'c', product_id: 'p' })
  expect(into(PERIOD, 'team', '/hq/')).toBeNull()
  expect(into(PERIOD, 'category', '')).toBeNull()
})

it('leads to the orders that were counted, where the list of orders can tell them apart', () => {
  expect(ordersOf(PERIOD, 'performer', 'm')).toEqual({ counted: 'true', performer_id: 'm', ...PERIOD })
  expect(ordersOf(PERIOD, 'month', '2026-02')).toEqual({ counted: 'true', from: '2026-02-01', to: '2026-02-28' })
  for (const by of ['product', 'category', 'team', 'area'] as const) expect(ordersOf(PERIOD, by, 'x')).toBeNull()
  expect(ordersOf({ ...PERIOD, product_id: 'p' }, 'customer', 'c')).toBeNull()
})

it('knows the months of a year, also at its end', () => {
  expect(monthOf('2026-12-31')).toEqual({ key: '2026-12', from: '2026-12-01', to: '2026-12-31' })
  expect(monthOf('2028-02-10').to).toBe('2028-02-29')
  expect(monthsEarlier('2026-01-31', 1)).toBe('2025-12-01')
})

it('says how much more or less, and nothing where nothing was before', () => {
  expect([share('150.00', '100.00'), share('50.00', '200.00'), share('0.00', '7')]).toEqual(['+50%', '−75%', '−100%'])
  expect([share('1.00', '0.00'), share('1.00', undefined)]).toEqual([null, null])
})

it('clips a month to the period asked for, whose ends may be open', () => {
  expect(clipped(monthOf('2026-11'), PERIOD)).toEqual({ from: '2026-11-01', to: '2026-11-23' })
  expect(clipped(monthOf('2026-11'), { from: '2026-11-05' })).toEqual({ from: '2026-11-05', to: '2026-11-30' })
})
