import { expect, it } from 'vitest'
import { pauseAfter } from '@/areas/sales/following'
import { chosenLines, fieldOf } from '@/areas/sales/parts/choosing'

it('looks again often while something is on its way, seldom afterwards, and not at all once it is settled', () => {
  expect(pauseAfter('moving', 1)).toBe(700)
  expect(pauseAfter('moving', 12)).toBe(15_000)
  expect(pauseAfter('open', 0)).toBe(15_000)
  expect(pauseAfter('settled', 3)).toBeNull()
})

it('sends only lines with a quantity, and names them as the service counts them', () => {
  const lines = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  const typed = { a: '0', b: '２', c: '1,5' }
  expect(chosenLines(lines, typed).map(({ line, quantity }) => [line.id, quantity])).toEqual([['b', '2'], ['c', '15']])
  expect(fieldOf(lines, typed, { id: 'c' })).toBe('lines.1.quantity')
})
