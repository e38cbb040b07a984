import { describe, expect, it } from 'vitest'
import { exactly, type Product } from '@/areas/purchasing/entry/products'
import { bodyOf, formOf, missing, newForm, newLine, pastedLines, sentRows, totalOf, type Order } from '@/areas/purchasing/entry/purchase'

const bolt: Product = { id: 'b', code: 'P001', name: '螺栓', model: 'M6', spec: '', unit: '盒' }
const nut: Product = { id: 'n', code: 'P002', name: '螺母', model: 'M6', spec: '', unit: '盒' }
const supplier = { id: 's', code: 'S01', name: '标准件厂' }

function formWith(...lines: Parameters<typeof newLine>[0][]) {
  return { ...newForm(), supplier, lines: [...lines.map((line) => newLine(line)), newLine()] }
}

describe('a purchase order that is typed', () => {
  it('says what is missing by the place that is sent, not the place on the screen', () => {
    const form = formWith({}, { product: bolt, quantity: '2', price: '' }, { unknown: 'X9', quantity: '', price: '1' })
    expect(sentRows(form.lines)).toEqual([1, 2])
    expect(missing(form)).toEqual(['lines.0.unit_price', 'lines.1.product_id', 'lines.1.quantity'])
    expect(missing(newForm())).toEqual(['supplier_id', 'lines'])
  })

  it('leaves a line out of which only the price was proposed', () => {
    expect(sentRows(formWith({ price: '3', proposed: true }).lines)).toEqual([])
  })

  it('reads what people type, and adds up to the cent', () => {
    const form = { ...formWith({ product: bolt, quantity: '２.５', price: '¥3.3334' }, { product: nut, quantity: '1', price: '1' }), expectedOn: '2026-12-01' }
    expect(totalOf(form.lines)).toBe('9.33')
    const body = bodyOf(form, true)
    expect([body.supplier_id, body.expected_on, body.confirm]).toEqual(['s', '2026-12-01', true])
    expect(body.lines.map((line) => [line.product_id, line.quantity, line.unit_price])).toEqual([['b', '2.5', '3.3334'], ['n', '1', '1']])
  })

  it('takes up a draft with its lines, its version and room for one more', () => {
    const line = { id: 'l', position: 1, product_id: 'b', product_code: 'P001', product_name: '螺栓', unit: '盒', quantity: '2', unit_price: '3.00', amount: '6.00', received_quantity: '0', remaining: '2' }
    const draft = { id: 'o', version: 3, supplier_id: 's', supplier_name: '标准件厂', expected_on: null, warehouse_id: 'w', note: '急', lines: [line] }
    const form = formOf(draft as unknown as Order)
    expect([form.id, form.version, form.lines.length, sentRows(form.lines)]).toEqual(['o', 3, 2, [0]])
    expect(bodyOf(form, false).lines).toEqual([{ id: 'l', product_id: 'b', quantity: '2', unit_price: '3.00' }])
  })
})

describe('a block from Excel', () => {
  const known = new Map([['P001', bolt], ['P002', nut]])

  it('fills lines, leaves the heading out and keeps what nobody knows', () => {
    const lines = pastedLines([['编号', '名称', '数量'], ['P001', '螺栓', '10', '36.00'], ['X9', '1'], ['P002', '', '1,000']], known)
    expect(lines.map((line) => [line.product?.code ?? line.unknown, line.quantity, line.price])).toEqual([['P001', '10', '36.00'], ['X9', '1', ''], ['P002', '1000', '']])
  })

  it('names a product by its code first, and by nothing that two share', () => {
    expect(exactly('p001', [nut, bolt])).toBe(bolt)
    expect(exactly('M6', [nut, bolt])).toBeNull()
    expect(exactly('螺母', [nut, bolt])).toBe(nut)
  })
})
