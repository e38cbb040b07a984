export interface Series {
  name: string
  amounts: readonly string[]
  kind?: 'bar' | 'line'
  /** A colour of the theme: `good`, `bad`, `calm`, `warn`; otherwise the accent. */
  tone?: string
}

export interface Chart {
  /** What is read aloud. */
  label: string
  names: readonly string[]
  series: readonly Series[]
  /** Bars from left to right, for names that are long. */
  across?: boolean
  /** An amount in words; otherwise it is money. */
  text?: (amount: string) => string
}
