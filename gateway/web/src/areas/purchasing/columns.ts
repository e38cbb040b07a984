/** Columns of fields that a role may hide: who does not see the field does not see its column. */
import type { Column } from '@/components/listing'

type Marked<R> = Column<R> & { mark?: 'cost' | 'floor_price' }

export function shownTo<R>(sees: (mark: string) => boolean, columns: readonly Marked<R>[]): Column<R>[] {
  return columns.filter((column) => !column.mark || sees(column.mark))
}
