/** The cards of the workbench: what each asks for, and the numbers it makes of the answers (F78). Every number is a link. */
import type { Answer, Row } from '@/api/types'
import { compare, money, quantity, sum } from '@/format/amounts'
import { plusDays } from '@/format/dates'
import type { PageLink } from '@/shell/links'
import type { Reminder } from '@/shell/reminders'
import { monthOf, monthsEarlier, share } from '@/format/months'

export type Counts = Answer<'/api/v1/notification/reminders/counts'>
export type Results = Answer<'/api/v1/sales/performance'>

export interface Figure {
  /** A word of `workbench.figures`, or of `values` with something put in. */
  word: string
  value: string
  tone?: 'bad' | 'good' | 'warn'
  more?: string
  to?: PageLink
}

export interface Line {
  text: string
  /** The same in a whole sentence. */
  title?: string
  more?: string
  late?: number
  to?: PageLink | string
}

/** What a card may know of the person and the day. */
export interface Around {
  me: string
  today: string
  may: (scope: string) => boolean
  reach: (scope: string) => string | undefined
  inLanguage: (titles: { zh: string; en: string }) => string
  pageOf: (reminder: Reminder) => string | null
}

export type Answers = Record<string, unknown>

export interface Card {
  name: string
  when: (around: Around) => boolean
  /** Requests by a name; cards that name the same request share it. */
  asks: (around: Around) => Record<string, string>
  figures: (answers: Answers, around: Around) => Figure[]
  lines?: (answers: Answers, around: Around) => Line[]
}

const COUNTS = { counts: '/api/v1/notification/reminders/counts' }
const BUYING_COUNTS = { buying: '/api/v1/notification/purchasing-reminders/counts' }
const reminded = (scope: string) => (around: Around) => around.may(scope) && around.may('notification.reminder.read')

function counted(counts: Counts | undefined, kind: string, stages: readonly string[], bucket?: string) {
  const rows = (counts?.rows ?? []).filter(
    (row) => row.kind === kind && stages.includes(row.stage) && (!bucket || row.bucket === bucket),
  )
  return { count: rows.reduce((total, row) => total + row.count, 0), amount: sum(rows.map((row) => row.amount)) }
}

/** Counts of one kind of reminder at some stages; each leads to the reminders that were counted. */
function reminderFigures(answers: Answers, kind: string, stages: readonly string[]): Figure[] {
  const counts = answers.counts as Counts | undefined
  return stages.map((stage) => {
    const week = counts?.week.find((row) => row.kind === kind)?.count ?? 0
    const count = stage === 'week' ? week : counted(counts, kind, [stage]).count
    return {
      word: stage,
      value: String(count),
      tone: count && stage === 'overdue' ? 'bad' : undefined,
      to: { name: 'workbench.reminders', query: { kind, stage } },
    }
  })
}

/** The most urgent ones; what is due some day later is not for the workbench. */
function reminderLines(answers: unknown, around: Around): Line[] {
  const rows = (answers as { items: Reminder[] } | undefined)?.items ?? []
  return rows.filter((row) => row.stage !== 'upcoming').map((row) => ({
    text: row.party_name,
    title: around.inLanguage(row.titles),
    late: row.days_overdue,
    more: row.days_overdue ? '' : row.due_on,
    to: around.pageOf(row) ?? undefined,
  }))
}

function reminderCard(name: string, scope: string, kind: string, stages: readonly string[]): Card {
  return {
    name,
    when: reminded(scope),
    asks: () => ({ ...COUNTS, [name]: `/api/v1/notification/reminders?kind=${kind}&limit=4` }),
    figures: (answers) => reminderFigures(answers, kind, stages),
    lines: (answers, around) => reminderLines(answers[name], around),
  }
}

const BUCKETS = { '1-30': [1, 30], '31-60': [31, 60], '61-90': [61, 90], '91-180': [91, 180], '181+': [181, null] } as const

/** Amounts by day and by ageing bucket; they lead to the open documents that fall due then. */
function moneyFigures(counts: Counts | undefined, kind: string, page: string, today: string): Figure[] {
  const days = (from: string | null, to: string): PageLink => ({
    name: page,
    query: { open: 'true', ...(from ? { due_from: from } : {}), due_to: to },
  })
  const sunday = plusDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7)
  const week = counts?.week.find((row) => row.kind === kind)?.amount ?? '0'
  const overdue = counted(counts, kind, ['overdue']).amount
  const aged = Object.entries(BUCKETS).map(([bucket, [least, most]]) => ({
    word: `aged.${bucket.replace('+', '')}`,
    amount: counted(counts, kind, ['overdue'], bucket).amount,
    to: days(most ? plusDays(today, -most) : null, plusDays(today, -least)),
  }))
  return [
    { word: 'today', value: money(counted(counts, kind, ['today']).amount), to: days(today, today) },
    { word: 'tomorrow', value: money(counted(counts, kind, ['tomorrow']).amount), to: days(plusDays(today, 1), plusDays(today, 1)) },
    { word: 'week', value: money(week), to: days(today, sunday) },
    { word: 'overdue', value: money(overdue), tone: compare(overdue, '0') > 0 ? 'bad' : undefined, to: days(null, plusDays(today, -1)) },
    ...aged.filter(({ amount }) => compare(amount, '0') > 0).map(({ word, amount, to }) => ({ word, value: money(amount), to })),
  ]
}

/** This month beside the last one, and how much more or less that is. */
function monthFigures(results: Results | undefined, around: Around, own: boolean): Figure[] {
  const months = [monthOf(around.today), monthOf(monthsEarlier(around.today, 1))]
  const [now, last] = months.map((month) => results?.rows.find((row) => row.key === month.key))
  const to = (month: { from: string; to: string }): PageLink => ({
    name: 'analytics.performance',
    query: { by: own ? 'customer' : 'performer', from: month.from, to: month.to, ...(own ? { performer_id: around.me } : {}) },
  })
  const change = share(now?.ordered, last?.ordered)
  return [
    { word: 'ordered', value: money(now?.ordered ?? '0'), more: change ?? undefined, to: to(months[0]) },
    { word: 'shipped', value: money(now?.shipped ?? '0'), to: { ...to(months[0]), query: { ...to(months[0]).query!, measure: 'shipped' } } },
    { word: 'orders', value: String(now?.orders ?? 0), to: { ...to(months[0]), query: { ...to(months[0]).query!, measure: 'orders' } } },
    { word: 'last_month', value: money(last?.ordered ?? '0'), to: to(months[1]) },
  ]
}

const from = (around: Around) => monthOf(monthsEarlier(around.today, 1)).from
const sells = (around: Around) => around.may('sales.performance.read')

/** The plans behind the contacts of a day; the reminders, for who may not see plans. */
function plansOf(stage: string, around: Around): PageLink | undefined {
  if (!around.may('crm.plan.read')) return undefined
  const days: Record<string, Record<string, string>> = {
    today: { due_from: around.today, due_by: around.today },
    tomorrow: { due_from: plusDays(around.today, 1), due_by: plusDays(around.today, 1) },
    overdue: { due_by: plusDays(around.today, -1) },
  }
  return { name: 'crm.plans', query: days[stage] }
}

const contacts = reminderCard('contacts', 'crm.customer.read', 'contact_due', ['today', 'tomorrow', 'overdue'])

export const CARDS: readonly Card[] = [
  {
    ...contacts,
    figures: (answers, around) => contacts.figures(answers, around).map((figure) => ({ ...figure, to: plansOf(figure.word, around) ?? figure.to })),
  },
  reminderCard('rhythm', 'crm.customer.read', 'not_ordered', ['today', 'week', 'overdue']),
  reminderCard('lost', 'crm.customer.read', 'lost_customer', ['today', 'overdue']),
  reminderCard('deliveries', 'sales.order.read', 'delivery_due', ['today', 'tomorrow', 'week', 'overdue']),
  {
    name: 'receivables',
    when: reminded('finance.receivable.read'),
    asks: () => COUNTS,
    figures: (answers, around) => moneyFigures(answers.counts as Counts | undefined, 'receivable_due', 'finance.receivables', around.today),
  },
  {
    name: 'performance',
    when: (around) => sells(around) && around.may('sales.order.enter') && around.reach('sales.performance.read') !== 'all',
    asks: (around) => ({ performance: `/api/v1/sales/performance?by=month&from=${from(around)}&performer_id=${around.me}` }),
    figures: (answers, around) => monthFigures(answers.performance as Results | undefined, around, true),
  },
  {
    name: 'team',
    when: (around) => sells(around) && around.reach('sales.performance.read') !== 'own',
    asks: (around) => ({
      team: `/api/v1/sales/performance?by=month&from=${from(around)}`,
      sellers: `/api/v1/sales/performance?by=performer&from=${monthOf(around.today).from}`,
    }),
    figures: (answers, around) => monthFigures(answers.team as Results | undefined, around, false),
    lines: (answers, around) =>
      ((answers.sellers as Results | undefined)?.rows ?? []).slice(0, 5).map((row) => ({
        text: row.label,
        more: money(row.ordered),
        to: { name: 'analytics.performance', query: { by: 'customer', performer_id: row.key, ...dates(monthOf(around.today)) } },
      })),
  },
  {
    name: 'cash',
    when: (around) => around.may('finance.cash.read'),
    asks: (around) => ({ cash: `/api/v1/finance/cash-flow?by=month&from=${monthOf(around.today).from}` }),
    figures: (answers, around) => {
      const total = (answers.cash as Answer<'/api/v1/finance/cash-flow'> | undefined)?.total
      const to = { name: 'finance.cash', query: dates(monthOf(around.today)) }
      return [
        { word: 'in', value: money(total?.in ?? '0'), to },
        { word: 'out', value: money(total?.out ?? '0'), to },
        { word: 'net', value: money(total?.net ?? '0'), tone: compare(total?.net, '0') < 0 ? 'bad' : undefined, to },
      ]
    },
  },
  {
    name: 'payables',
    when: (around) => around.may('finance.payable.read') && around.may('notification.purchasing_reminder.read'),
    asks: () => BUYING_COUNTS,
    figures: (answers, around) => moneyFigures(answers.buying as Counts | undefined, 'payable_due', 'finance.payables', around.today),
  },
  {
    name: 'stock',
    when: (around) => around.may('purchasing.stock.read'),
    asks: () => ({ stock: '/api/v1/purchasing/stock/low' }),
    figures: (answers) => {
      const count = lowStock(answers)?.total.count ?? 0
      return [{ word: 'low', value: String(count), tone: count ? 'warn' : undefined, to: { name: 'purchasing.low_stock' } }]
    },
    lines: (answers) =>
      (lowStock(answers)?.rows ?? []).slice(0, 5).map((row) => ({
        text: `${row.code} ${row.name}`,
        more: `${quantity(row.on_hand)} / ${quantity(row.safety_stock)} ${row.unit}`,
        to: { name: 'purchasing.product', params: { id: row.product_id } },
      })),
  },
  {
    name: 'tasks',
    when: (around) => around.may('office.task.read'),
    asks: (around) => ({
      tasks: `/api/v1/office/tasks?state=open&assignee_id=${around.me}&sort=due_on&limit=5&total=true`,
      late: `/api/v1/office/tasks?state=open&assignee_id=${around.me}&due_by=${plusDays(around.today, -1)}&limit=1&total=true`,
    }),
    figures: (answers, around) => {
      const [open, late] = [answers.tasks, answers.late].map((page) => (page as Tasks | undefined)?.total?.count ?? 0)
      const mine = { state: 'open', assignee_id: around.me }
      return [
        { word: 'open', value: String(open), to: { name: 'office.tasks', query: mine } },
        { word: 'overdue', value: String(late), tone: late ? 'bad' : undefined, to: { name: 'office.tasks', query: { ...mine, due_by: plusDays(around.today, -1) } } },
      ]
    },
    lines: (answers) =>
      ((answers.tasks as Tasks | undefined)?.items ?? []).map((row) => ({
        text: row.title,
        more: row.due_on ?? '',
        to: { name: 'office.task', params: { id: row.id } },
      })),
  },
  {
    name: 'announcements',
    when: (around) => around.may('office.announcement.read'),
    asks: () => ({ announcements: '/api/v1/office/announcements?unread=true&limit=5&total=true' }),
    figures: (answers) => [
      { word: 'unread', value: String((answers.announcements as Announcements | undefined)?.total?.count ?? 0), to: { name: 'office.announcements', query: { unread: 'true' } } },
    ],
    lines: (answers) =>
      ((answers.announcements as Announcements | undefined)?.items ?? []).map((row) => ({
        text: row.title,
        more: row.author_name,
        to: { name: 'office.announcement', params: { id: row.id } },
      })),
  },
]

interface Tasks { items: Row<'/api/v1/office/tasks'>[]; total?: { count: number } | null }
interface Announcements { items: Row<'/api/v1/office/announcements'>[]; total?: { count: number } | null }

const dates = ({ from, to }: { from: string; to: string }) => ({ from, to })
const lowStock = (answers: Answers) => answers.stock as Answer<'/api/v1/purchasing/stock/low'> | undefined
