import { describe, expect, it } from 'vitest'
import { differing, scopeOf, withScope } from '@/areas/admin/grants'

const KNOWN = ['crm.customer.read', 'crm.customer.enter', 'crm.record.read', 'sales.order.read']

describe('grants of a role while they are edited', () => {
  it('sets one function and takes it away', () => {
    const given = withScope({}, 'sales.order.read', 'own', KNOWN)
    expect(given).toEqual({ 'sales.order.read': 'own' })
    expect(withScope(given, 'sales.order.read', '', KNOWN)).toEqual({})
  })

  it('leaves a family alone that nobody touches', () => {
    const grants = { 'crm.*': 'team' }
    expect(withScope(grants, 'sales.order.read', 'own', KNOWN)).toEqual({ 'crm.*': 'team', 'sales.order.read': 'own' })
    expect(withScope(grants, 'crm.record.read', 'team', KNOWN)).toBe(grants)
  })

  it('writes a family out when one of it is set by itself, and nothing else moves', () => {
    const before = { 'crm.*': 'team', 'crm.customer.*': 'own' }
    const after = withScope(before, 'crm.customer.enter', '', KNOWN)
    expect(scopeOf(after, 'crm.customer.enter')).toBe('')
    expect(differing(before, after, KNOWN)).toEqual(['crm.customer.enter'])
    expect(Object.keys(after).some((pattern) => pattern.endsWith('*'))).toBe(false)
  })

  it('narrows one right of somebody who may do everything', () => {
    const after = withScope({ '*': 'all' }, 'sales.order.read', 'branch', KNOWN)
    expect(differing({ '*': 'all' }, after, KNOWN)).toEqual(['sales.order.read'])
    expect(scopeOf(after, 'sales.order.read')).toBe('branch')
  })

  it('keeps what no service has told of', () => {
    expect(withScope({ 'gone.thing.read': 'all', '*': 'own' }, 'crm.record.read', 'all', KNOWN)['gone.thing.read']).toBe('all')
  })
})
