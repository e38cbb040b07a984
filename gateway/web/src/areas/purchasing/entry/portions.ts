/** Lines that take a portion of another document: what is to be received of an order, or sent back of a receipt. */
import { compare, typedAmount } from '@/format/amounts'

export interface Portion {
  id: string
  code: string
  name: string
  unit: string
  /** How much there was, how much of it is done, and how much is left. */
  whole: string
  done: string
  left: string
  quantity: string
}

/** Places of the lines that are sent; an empty quantity and a nought leave a line out. */
export function sentPortions(lines: readonly Portion[]): number[] {
  return lines.flatMap((line, row) => (compare(typedAmount(line.quantity), '0') === 0 && !unreadable(line) ? [] : [row]))
}

/** What is no number is sent all the same: the service says what is wrong with it. */
function unreadable(line: Portion): boolean {
  return line.quantity.trim() !== '' && !/^-?\d+(\.\d+)?$/.test(typedAmount(line.quantity))
}
