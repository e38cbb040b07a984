import { describe, expect, it } from 'vitest'
import { compare, lineAmount, money, percent, price, quantity, sum, typedAmount } from '@/format/amounts'

describe('amounts', () => {
  it('shows money with two places and thousands', () => {
    expect(money('1234567.5')).toBe('1,234,567.50')
    expect(money('-1000')).toBe('-1,000.00')
    expect(money('0.005')).toBe('0.01')
    expect(money(null)).toBe('')
  })

  it('is exact where floats are not', () => {
    expect(sum(['0.10', '0.20'])).toBe('0.30')
    expect(sum(['9007199254740993.01', '0.01'])).toBe('9007199254740993.02')
    expect(sum(['1.00', null, undefined, '2'])).toBe('3.00')
  })

  it('counts a line as the services do: half-up to cents', () => {
    expect(lineAmount('3', '0.335')).toBe('1.01')
    expect(lineAmount('1.5', '2.33', '0.1')).toBe('3.15')
    expect(lineAmount('2', '36')).toBe('72.00')
    expect(lineAmount('', '36')).toBeNull()
    expect(lineAmount('2', 'x')).toBeNull()
  })

  it('shows quantities without zeros at the end, prices with at least two places', () => {
    expect(quantity('12.5000')).toBe('12.5')
    expect(quantity('1200.0000')).toBe('1,200')
    expect(quantity('100')).toBe('100')
    expect(price('36.0000')).toBe('36.00')
    expect(price('0.1250')).toBe('0.125')
    expect(percent('0.125')).toBe('12.5%')
    expect(percent('0')).toBe('0%')
  })

  it('understands what people type and paste', () => {
    expect(typedAmount('１，２３４．５')).toBe('1234.5')
    expect(typedAmount('￥1,200.00 元')).toBe('1200.00')
    expect(compare('10', '9.99')).toBe(1)
    expect(compare('1.0', '1')).toBe(0)
    expect(compare(null, '0.01')).toBe(-1)
  })
})
