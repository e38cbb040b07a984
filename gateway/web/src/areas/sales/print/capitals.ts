/** An amount of money as Chinese papers write it out: 壹万贰仟叁佰肆拾伍元陆角柒分. Pure. */
import { decimal, fixed } from '@/format/amounts'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '兆']

export function capitals(amount: string): string {
  const found = decimal(amount)
  if (!found) return ''
  const [whole, cents] = fixed({ ...found, units: found.units < 0n ? -found.units : found.units }, 2).split('.')
  const yuan = wholeInWords(whole)
  const tail = centsInWords(cents, yuan !== '')
  return `${found.units < 0n ? '负' : ''}${yuan ? `${yuan}元` : ''}${tail || '整'}`.replace(/^整$/, '零元整')
}

function wholeInWords(whole: string): string {
  const groups: string[] = []
  for (let end = whole.length; end > 0; end -= 4) groups.unshift(whole.slice(Math.max(0, end - 4), end))
  const told = groups.map((group, place) => {
    const words = groupInWords(group.padStart(4, '0'))
    return words ? `${words}${GROUPS[groups.length - 1 - place]}` : '零'
  })
  return told.join('').replace(/零+/g, '零').replace(/^零|零$/g, '')
}

function groupInWords(group: string): string {
  const told = [...group].map((digit, place) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[3 - place]}`))
  return told.join('').replace(/零+/g, '零').replace(/零$/, '')
}

function centsInWords(cents: string, after: boolean): string {
  const [tens, ones] = [...cents].map(Number)
  if (!tens && !ones) return ''
  const first = tens ? `${DIGITS[tens]}角` : after ? '零' : ''
  return `${first}${ones ? `${DIGITS[ones]}分` : '整'}`
}
