/** A QR code as one SVG path, drawn in the browser. */
import qrcode from 'qrcode-generator'

const MARGIN = 4

export function qrPath(text: string): { path: string; size: number } {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const cells: string[] = []
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) cells.push(`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`)
    }
  }
  return { path: cells.join(''), size: count + 2 * MARGIN }
}
