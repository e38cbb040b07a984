import { describe, expect, it } from 'vitest'
import { amountOf, isEmpty, missing, newForm, newLine, orderBody, pastedLines, rateOf, sentRows, totalOf, worthKeeping } from '@/areas/sales/entry/order'
import type { IndexedProduct } from '@/store/products'

const bolt: IndexedProduct = { id: 'p1', code: 'P001', name: '螺栓', model: '', spec: '', unit: '盒', list_price: '36.00', active: true, spelling: '' }
const find = (text: string) => (text === 'P001' ? bolt : null)
const line = (more = {}) => ({ ...newLine(), product: bolt, quantity: '2', price: '36', ...more })

describe('an order while it is typed', () => {
  it('counts its lines as the service will', () => {
    expect(amountOf(line({ discount: '5' }))).toBe('68.40')
    expect(totalOf([line(), line({ quantity: '１．５' }), newLine()])).toBe('126.00')
  })

  it('reads a discount in per cent', () => {
    expect(rateOf('5')).toBe('0.0500')
    expect(rateOf('12.5%')).toBe('0.1250')
    expect(rateOf('')).toBe('0.0000')
    expect(rateOf('x')).toBeNull()
  })

  it('sends what was typed and leaves out what is empty', () => {
    const form = { ...newForm(), customer: { id: 'c1', code: 'C1', name: '客户' }, deliverOn: '2026-12-01', lines: [newLine(), line({ price: '' }), newLine()] }
    const body = orderBody(form, true)
    expect(body).toMatchObject({ customer_id: 'c1', deliver_on: '2026-12-01', confirm: true })
    expect(body.lines).toHaveLength(1)
    expect(body.lines[0]).toMatchObject({ product_id: 'p1', quantity: '2', unit_price: null, discount: '0.0000' })
    expect(sentRows(form.lines)).toEqual([1])
  })

  it('says what is missing, by the field of the line that is sent', () => {
    expect(missing(newForm())).toEqual(['customer_id', 'lines'])
    const form = { ...newForm(), lines: [newLine(), line({ quantity: '' }), line({ product: null, unknown: 'X9' })] }
    expect(missing(form)).toEqual(['customer_id', 'lines.0.quantity', 'lines.1.product_id'])
  })

  it('is worth keeping once there is a customer or a line', () => {
    expect(worthKeeping(newForm())).toBe(false)
    expect(worthKeeping({ ...newForm(), lines: [line()] })).toBe(true)
    expect(isEmpty(line({ product: null, quantity: '', price: '36', proposed: true }))).toBe(true)
  })
})

describe('a paste from Excel', () => {
  it('takes code, quantity and price, whatever stands between', () => {
    const [only] = pastedLines([['P001', '螺栓 M6', '1,200', '￥35.50']], find)
    expect(only).toMatchObject({ product: bolt, quantity: '1200', price: '35.50' })
  })

  it('leaves out a heading and keeps what it does not know', () => {
    const lines = pastedLines([['编号', '数量'], ['P001', '3'], ['P999', '4']], find)
    expect(lines.map((each) => [each.product?.code ?? each.unknown, each.quantity])).toEqual([
      ['P001', '3'],
      ['P999', '4'],
    ])
  })

  it('finds the product also in a later cell', () => {
    expect(pastedLines([['1', 'P001', '3']], find)[0]).toMatchObject({ product: bolt, quantity: '3' })
  })
})
