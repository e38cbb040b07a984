/**
 * The rules of entering lines by keyboard, apart from any screen: where Enter goes, what is copied from above, how a
 * block from Excel is read.
 */

export interface LineColumn {
  name: string
  title: string
  /** `pick`: drawn by the page; `amount` and `text`: typed; `shown`: only looked at. */
  kind: 'pick' | 'amount' | 'text' | 'shown'
  /** Whether Enter stops here. Everything that is typed can be reached by Tab and the arrows. */
  stop?: boolean
  width?: string
}

export type Place = { row: number; column: string }
export type Step = Place | 'save' | 'add'

const typed = (column: LineColumn) => column.kind !== 'shown'
const stops = (columns: readonly LineColumn[]) => columns.filter((column) => typed(column) && column.stop)

/** Where Enter goes: along the stops of the line, then to the next line; from an empty line to saving. */
export function afterEnter(columns: readonly LineColumn[], at: Place, rows: number, empty: boolean): Step {
  if (empty) return 'save'
  const order = stops(columns).map((column) => column.name)
  const here = order.indexOf(at.column)
  const following = here < 0 ? order.find((name) => indexOf(columns, name) > indexOf(columns, at.column)) : order[here + 1]
  if (following) return { row: at.row, column: following }
  return at.row + 1 < rows ? { row: at.row + 1, column: order[0] } : 'add'
}

/** Where Shift+Enter goes: the way back. */
export function beforeEnter(columns: readonly LineColumn[], at: Place): Place | null {
  const order = stops(columns).map((column) => column.name)
  const earlier = order.filter((name) => indexOf(columns, name) < indexOf(columns, at.column))
  if (earlier.length) return { row: at.row, column: earlier[earlier.length - 1] }
  return at.row > 0 ? { row: at.row - 1, column: order[order.length - 1] } : null
}

/** The same column, a line above (-1) or below (1). */
export function vertical(at: Place, by: 1 | -1, rows: number): Place | null {
  const row = at.row + by
  return row >= 0 && row < rows ? { row, column: at.column } : null
}

function indexOf(columns: readonly LineColumn[], name: string): number {
  return columns.findIndex((column) => column.name === name)
}

/** Rows and cells of what Excel, WPS or a web page puts on the clipboard: tabs, line ends, cells in quotes. */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endCell = () => void (row.push(cell.trim()), (cell = ''))
  const endRow = () => void (endCell(), rows.push(row), (row = []))
  for (let at = 0; at < text.length; at++) {
    const each = text[at]
    if (quoted && each === '"' && text[at + 1] === '"') cell += text[++at]
    else if (each === '"' && (quoted || cell === '')) quoted = !quoted
    else if (quoted) cell += each
    else if (each === '\t') endCell()
    else if (each === '\n') endRow()
    else if (each !== '\r') cell += each
  }
  if (cell || row.length) endRow()
  return rows.filter((cells) => cells.some(Boolean))
}

/** Whether a paste is a block of lines rather than a text for one cell. */
export function isBlock(text: string): boolean {
  return /[\t\n]/.test(text.trim())
}
