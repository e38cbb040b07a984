import { describe, expect, it } from 'vitest'
import { afterEnter, beforeEnter, isBlock, pastedCells, vertical, type LineColumn } from '@/components/lines/grid'

const columns: LineColumn[] = [
  { name: 'product', title: '', kind: 'pick', stop: true },
  { name: 'name', title: '', kind: 'shown' },
  { name: 'quantity', title: '', kind: 'amount', stop: true },
  { name: 'price', title: '', kind: 'amount', stop: true },
  { name: 'note', title: '', kind: 'text' },
]

describe('Enter', () => {
  it('walks code, quantity, price, next line', () => {
    expect(afterEnter(columns, { row: 0, column: 'product' }, 2, false)).toEqual({ row: 0, column: 'quantity' })
    expect(afterEnter(columns, { row: 0, column: 'quantity' }, 2, false)).toEqual({ row: 0, column: 'price' })
    expect(afterEnter(columns, { row: 0, column: 'price' }, 2, false)).toEqual({ row: 1, column: 'product' })
  })

  it('adds a line after the last one, also from a cell where it does not stop', () => {
    expect(afterEnter(columns, { row: 1, column: 'price' }, 2, false)).toBe('add')
    expect(afterEnter(columns, { row: 1, column: 'note' }, 2, false)).toBe('add')
  })

  it('goes to saving from an empty line', () => {
    expect(afterEnter(columns, { row: 1, column: 'product' }, 2, true)).toBe('save')
  })

  it('goes back with Shift, and stays at the very beginning', () => {
    expect(beforeEnter(columns, { row: 1, column: 'quantity' })).toEqual({ row: 1, column: 'product' })
    expect(beforeEnter(columns, { row: 1, column: 'product' })).toEqual({ row: 0, column: 'price' })
    expect(beforeEnter(columns, { row: 0, column: 'note' })).toEqual({ row: 0, column: 'price' })
    expect(beforeEnter(columns, { row: 0, column: 'product' })).toBeNull()
  })
})

it('moves up and down within the lines there are', () => {
  expect(vertical({ row: 1, column: 'price' }, -1, 2)).toEqual({ row: 0, column: 'price' })
  expect(vertical({ row: 1, column: 'price' }, 1, 2)).toBeNull()
  expect(vertical({ row: 0, column: 'price' }, -1, 2)).toBeNull()
})

describe('a paste', () => {
  it('has rows and cells as Excel and WPS write them', () => {
    expect(pastedCells('P001\t2\t36.00\r\nP002\t3\t\r\n')).toEqual([
      ['P001', '2', '36.00'],
      ['P002', '3', ''],
    ])
  })

  it('keeps tabs, line ends and quotes inside of quoted cells', () => {
    expect(pastedCells('"a ""b""\nc\td"\t2\n\n')).toEqual([['a "b"\nc\td', '2']])
    expect(pastedCells('5" 螺栓\t2')).toEqual([['5" 螺栓', '2']])
  })

  it('is a block only with more than one cell', () => {
    expect(isBlock('P001')).toBe(false)
    expect(isBlock('P001\n')).toBe(false)
    expect(isBlock('P001\t2')).toBe(true)
  })
})
