/** Quantities chosen for lines of a document, as they are sent: lines without one are left out. Pure. */
import { decimal, typedAmount } from '@/format/amounts'

/** The lines that are sent, in their order, with what was typed for each. */
export function chosenLines<L extends { id: string }>(lines: readonly L[], typed: Record<string, string>): { line: L; quantity: string }[] {
  return lines.map((line) => ({ line, quantity: typedAmount(typed[line.id] ?? '') })).filter(({ quantity }) => quantity !== '' && !isZero(quantity))
}

/** The name by which the service speaks of a line's quantity: it counts the lines that were sent. */
export function fieldOf<L extends { id: string }>(lines: readonly L[], typed: Record<string, string>, line: { id: string }): string {
  return `lines.${chosenLines(lines, typed).findIndex((each) => each.line.id === line.id)}.quantity`
}

function isZero(text: string): boolean {
  return decimal(text)?.units === 0n
}
