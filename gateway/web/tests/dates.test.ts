import { expect, it } from 'vitest'
import { date, daysBetween, plusDays, time, today, typedDate } from '@/format/dates'

it('shows instants in the time zone of the company', () => {
  expect(time('2026-11-22T17:30:00+00:00')).toBe('2026-11-23 01:30')
  expect(date('2026-11-22T17:30:00+00:00')).toBe('2026-11-23')
  expect(date('2026-11-22')).toBe('2026-11-22')
  expect(date(null)).toBe('')
  expect(today(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
})

it('counts days over the ends of months and years', () => {
  expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysBetween('2026-11-23', '2026-12-01')).toBe(8)
})

it('understands dates as people type them', () => {
  const from = '2026-11-23'
  for (const typed of ['1201', '12-01', '12/1', '2026-12-01', '20261201', '12月1日', '１２０１', '+8']) {
    expect(typedDate(typed, from), typed).toBe('2026-12-01')
  }
  for (const typed of ['0230', '13-01', 'x', '', '12']) expect(typedDate(typed, from), typed).toBeNull()
})
