import { expect, it } from 'vitest'
import { holds, reachOf } from '@/session/rights'

it('grants a function by its name, its family or everything', () => {
  expect(holds({ 'sales.order.enter': 'own' }, 'sales.order.enter')).toBe(true)
  expect(holds({ 'sales.order.*': 'own' }, 'sales.order.enter')).toBe(true)
  expect(holds({ 'sales.*': 'all' }, 'sales.order.enter')).toBe(true)
  expect(holds({ '*': 'all' }, 'sales.order.enter')).toBe(true)
})

it('grants nothing else', () => {
  expect(holds({}, 'sales.order.enter')).toBe(false)
  expect(holds({ 'sales.order.*': 'own' }, 'sales.orders.enter')).toBe(false)
  expect(holds({ 'sales.order.enter': 'own' }, 'sales.order.confirm')).toBe(false)
  expect(holds({ 'sales.order': 'own' }, 'sales.order.enter')).toBe(false)
})

it('reaches as far as the widest of what is granted', () => {
  expect(reachOf({ 'sales.order.read': 'own', 'sales.*': 'team' }, 'sales.order.read')).toBe('team')
  expect(reachOf({ 'sales.order.*': 'branch', '*': 'own' }, 'sales.order.read')).toBe('branch')
  expect(reachOf({ 'crm.*': 'all' }, 'sales.order.read')).toBeUndefined()
})
