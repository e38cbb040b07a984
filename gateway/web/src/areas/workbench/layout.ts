/** Which cards somebody sees, and in what order: the person's own choice, else what suits the role (F79). */
import { computed } from 'vue'
import { kept } from '@/shell/preferences'
import { CARDS, type Around, type Card } from './cards'

/** Who looks after the whole company sees its figures before the day's work. */
const LEADING = ['team', 'cash', 'receivables', 'payables']

export function usual(around: Around): Card[] {
  const cards = CARDS.filter((card) => card.when(around))
  if (around.reach('sales.performance.read') !== 'all') return cards
  return arranged(cards, LEADING)
}

/** Cards in this order; those it does not name follow as they were, so that a new card is seen. */
export function arranged(cards: readonly Card[], order: readonly string[]): Card[] {
  const first = order.flatMap((name) => cards.filter((card) => card.name === name))
  return [...first, ...cards.filter((card) => !order.includes(card.name))]
}

export function useLayout(around: Around) {
  const { words, ready } = kept('workbench.cards', { order: [] as string[], hidden: [] as string[] })
  const all = computed(() => arranged(usual(around), words.value.order))
  const shown = computed(() => all.value.filter((card) => !words.value.hidden.includes(card.name)))

  function toggle(name: string): void {
    const { order, hidden } = words.value
    words.value = { order, hidden: hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name] }
  }

  function move(name: string, by: number): void {
    const order = all.value.map((card) => card.name)
    const [at, to] = [order.indexOf(name), order.indexOf(name) + by]
    if (to < 0 || to >= order.length) return
    order.splice(to, 0, ...order.splice(at, 1))
    words.value = { order, hidden: words.value.hidden }
  }

  return { all, shown, ready, hidden: computed(() => words.value.hidden), toggle, move, reset: () => void (words.value = { order: [], hidden: [] }) }
}
