/**
 * Exact amounts. They arrive as decimal strings and stay so: never a float. Money has two places, quantities up to four.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/** A decimal number as an integer count of its last place. */
export interface Decimal {
  units: bigint
  places: number
}

export function decimal(text: string): Decimal | null {
  const found = DECIMAL.exec(text.trim())
  if (!found) return null
  const [, sign, whole, fraction = ''] = found
  return { units: BigInt(`${sign}${whole}${fraction}`), places: fraction.length }
}

/** The decimal string with exactly `places` places, rounded half away from zero. */
export function fixed({ units, places }: Decimal, wanted: number): string {
  const scaled = rescaled(units, places, wanted)
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(wanted + 1, '0')
  const sign = scaled < 0n ? '-' : ''
  return wanted === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -wanted)}.${digits.slice(-wanted)}`
}

function rescaled(units: bigint, from: number, to: number): bigint {
  if (to >= from) return units * 10n ** BigInt(to - from)
  const step = 10n ** BigInt(from - to)
  const half = step / 2n
  return units < 0n ? -((-units + half) / step) : (units + half) / step
}

export function sum(amounts: Iterable<string | null | undefined>): string {
  let total: Decimal = { units: 0n, places: 2 }
  for (const text of amounts) {
    const each = text ? decimal(text) : null
    if (each) total = added(total, each)
  }
  return fixed(total, Math.max(2, total.places))
}

function added(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places)
  return { units: rescaled(a.units, a.places, places) + rescaled(b.units, b.places, places), places }
}

/** `a - b`, with as many places as both need. */
export function difference(a: string, b: string): string {
  const [x, y] = [decimal(a) ?? { units: 0n, places: 0 }, decimal(b) ?? { units: 0n, places: 0 }]
  const found = added(x, { units: -y.units, places: y.places })
  return fixed(found, found.places)
}

/** quantity × price × (1 − discount), half-up to cents, as the services count a line; null while something is missing. */
export function lineAmount(quantity: string, price: string, discount = '0'): string | null {
  const [q, p, d] = [decimal(quantity), decimal(price), decimal(discount || '0')]
  if (!q || !p || !d) return null
  const rest = { units: 10n ** BigInt(d.places) - d.units, places: d.places }
  return fixed({ units: q.units * p.units * rest.units, places: q.places + p.places + rest.places }, 2)
}

/** -1, 0 or 1; what is no number counts as zero. */
export function compare(a: string | null | undefined, b: string | null | undefined): number {
  const { units } = decimal(difference(a ?? '0', b ?? '0'))!
  return units < 0n ? -1 : units > 0n ? 1 : 0
}

function grouped(text: string): string {
  const [whole, fraction] = text.split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? separated : `${separated}.${fraction}`
}

/** `1234567.5` as `1,234,567.50`; empty for nothing. */
export function money(text: string | null | undefined): string {
  const found = text ? decimal(text) : null
  return found ? grouped(fixed(found, 2)) : (text ?? '')
}

/** Without zeros at the end: `12.5000` as `12.5`. */
export function quantity(text: string | null | undefined): string {
  const found = text ? decimal(text) : null
  if (!found) return text ?? ''
  const shown = fixed(found, found.places)
  return grouped(shown.includes('.') ? shown.replace(/\.?0+$/, '') : shown)
}

/** A unit price: at least two places, up to four. */
export function price(text: string | null | undefined): string {
  const found = text ? decimal(text) : null
  if (!found) return text ?? ''
  const shown = fixed(found, Math.max(2, found.places))
  return grouped(shown.replace(/(\.\d\d\d*?)0+$/, '$1'))
}

/** `0.125` as `12.5%`. */
export function percent(text: string | null | undefined): string {
  const found = text ? decimal(text) : null
  if (!found) return text ?? ''
  const places = Math.max(0, found.places - 2)
  return `${quantity(fixed({ units: found.units * 100n, places: found.places }, places))}%`
}

/** What somebody typed or pasted as an amount: full-width digits, separators and currency signs are understood. */
export function typedAmount(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[,，\s¥￥元]/g, '')
    .replace('。', '.')
}
