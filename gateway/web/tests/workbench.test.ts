/** Which cards somebody sees, what their numbers say, and where they lead. */
import { describe, expect, it } from 'vitest'
import { CARDS, type Answers, type Around } from '@/areas/workbench/cards'
import { arranged, usual } from '@/areas/workbench/layout'
import { holds, reachOf } from '@/session/rights'

const TODAY = '2026-11-23'
const SELLER = { 'crm.*': 'own', 'sales.*': 'own', 'finance.receivable.read': 'own', 'notification.reminder.*': 'own', 'office.task.read': 'own' }
const BUYER = { 'purchasing.*': 'all', 'finance.payable.read': 'all', 'notification.purchasing_reminder.*': 'all', 'office.task.read': 'own' }

function someone(grants: Record<string, string>): Around {
  return { me: 'me', today: TODAY, may: (scope) => holds(grants, scope), reach: (scope) => reachOf(grants, scope), inLanguage: ({ zh }) => zh, pageOf: () => null }
}
const names = (grants: Record<string, string>) => usual(someone(grants)).map((card) => card.name)
const figures = (name: string, answers: Answers, grants: Record<string, string> = { '*': 'all' }) =>
  CARDS.find((card) => card.name === name)!.figures(answers, someone(grants))

describe('cards', () => {
  it('are those of the own rights: sales and purchasing apart', () => {
    expect(names(SELLER)).toEqual(['contacts', 'rhythm', 'lost', 'deliveries', 'receivables', 'performance', 'tasks'])
    expect(names(BUYER)).toEqual(['payables', 'stock', 'tasks'])
    expect(names({})).toEqual([])
  })

  it('of who sees the whole company begin with its figures', () => {
    expect(names({ '*': 'all' }).slice(0, 4)).toEqual(['team', 'cash', 'receivables', 'payables'])
    expect(names({ '*': 'all' })).not.toContain('performance')
  })

  it('fit into one request of at most twenty parts', () => {
    const around = someone({ '*': 'all' })
    expect(Object.keys(Object.assign({}, ...CARDS.map((card) => card.asks(around)))).length).toBeLessThanOrEqual(20)
  })

  it('stand as the person wants them, and new ones follow', () => {
    const cards = CARDS.slice(0, 4)
    expect(arranged(cards, ['deliveries', 'gone', 'rhythm']).map((card) => card.name)).toEqual(['deliveries', 'rhythm', 'contacts', 'lost'])
  })
})

describe('numbers', () => {
  const row = (stage: string, count: number, amount: string, bucket: string | null = null) => ({ kind: 'receivable_due', stage, count, amount, bucket })
  const counts = {
    as_of: TODAY,
    rows: [row('overdue', 1, '10.10', '1-30'), row('overdue', 2, '0.20', '181+'), row('today', 1, '5.00'), { ...row('today', 3, '0.00'), kind: 'contact_due' }],
    week: [{ kind: 'receivable_due', count: 4, amount: '99.00' }],
    total: { count: 4 },
  }

  it('of money add up to the cent, and their days are those of the buckets', () => {
    const found = Object.fromEntries(figures('receivables', { counts }).map((figure) => [figure.word, figure]))
    expect(Object.keys(found)).toEqual(['today', 'tomorrow', 'week', 'overdue', 'aged.1-30', 'aged.181'])
    expect([found.overdue.value, found['aged.1-30'].value, found.week.value]).toEqual(['10.30', '10.10', '99.00'])
    expect(found.overdue.to!.query).toEqual({ open: 'true', due_to: '2026-11-22' })
    expect(found['aged.1-30'].to!.query).toEqual({ open: 'true', due_from: '2026-10-24', due_to: '2026-11-22' })
    expect(found['aged.181'].to!.query).toEqual({ open: 'true', due_to: '2026-05-26' })
    expect(found.week.to!.query).toEqual({ open: 'true', due_from: TODAY, due_to: '2026-11-29' })
  })

  it('of reminders lead to exactly these reminders', () => {
    const [today, , overdue] = figures('contacts', { counts }, { 'crm.customer.read': 'own', 'notification.*': 'own' })
    expect(today).toMatchObject({ value: '3', to: { name: 'workbench.reminders', query: { kind: 'contact_due', stage: 'today' } } })
    expect(overdue.value).toBe('0')
  })

  it('of who is to be contacted lead to the plans of these days, where they may be seen', () => {
    const [today, tomorrow, overdue] = figures('contacts', { counts }, SELLER)
    expect(today).toMatchObject({ value: '3', to: { name: 'crm.plans', query: { due_from: TODAY, due_by: TODAY } } })
    expect(tomorrow.to!.query).toEqual({ due_from: '2026-11-24', due_by: '2026-11-24' })
    expect(overdue.to!.query).toEqual({ due_by: '2026-11-22' })
  })

  it('of this month stand beside those of the last', () => {
    const month = (key: string, ordered: string, orders: number) => ({ key, label: key, ordered, shipped: '0.00', returned: '0.00', pieces: '0', orders, lines: 1 })
    const rows = [month('2026-10', '200.00', 4), month('2026-11', '150.00', 2)]
    const [ordered, , orders, last] = figures('performance', { performance: { rows } }, SELLER)
    expect(ordered).toMatchObject({ value: '150.00', more: '−25%', to: { query: { performer_id: 'me', from: '2026-11-01', to: '2026-11-30' } } })
    expect([orders.value, last.value, last.to!.query!.to]).toEqual(['2', '200.00', '2026-10-31'])
  })

  it('are nothing, and no error, where an answer is missing', () => {
    for (const card of CARDS) expect(card.figures({}, someone({ '*': 'all' })).length).toBeGreaterThan(0)
  })
})
